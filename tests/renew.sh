#!/usr/bin/env bash
# Writes anew what tests compare with: fingerprints of the scenarios, what scripts print, the README's pictures, the
# reference page.
# For a change that is meant to change them; look at the pictures before you commit them.
set -eu
cd "$(dirname "$0")/.."
dotnet build cli --nologo -v quiet
timeslice() { dotnet run --no-build --project cli -- "$@"; }
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
: > "$out/fingerprints.txt"
find scenarios -name '*.yaml' | LC_ALL=C sort | while read -r scenario; do
  folder="$out/$(basename "$scenario" .yaml)"
  timeslice run "$scenario" --quiet --out "$folder" || echo "$scenario: exit $?"
  echo "$scenario $(sed -n 's/.*"fingerprint": "\(.*\)".*/\1/p' "$folder/manifest.json")" >> "$out/fingerprints.txt"
done
cp "$out/fingerprints.txt" tests/Golden/fingerprints.txt
cp "$out/bathroom-and-kitchen/timeline.png" "$out/bathroom-and-kitchen/utilization.png" "$out/quantum/turnaround-by-quantum.png" plots/gallery/
cp "$out/tail-latency/short.turnaround.p99-by-load.png" plots/gallery/
timeslice list --markdown > scenarios/REFERENCE.md
for script in scenarios/scripts/*.cs; do
  (cd "$out" && dotnet run --file "$OLDPWD/$script") > "tests/Golden/scripts/$(basename "$script" .cs).txt"
done
