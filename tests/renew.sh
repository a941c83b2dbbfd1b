#!/usr/bin/env bash
# Writes anew what tests compare with: fingerprints of the scenarios, what scripts print, the README's pictures, the
# reference page, what is said of hostile files. With `messages` as its argument, only the last two.
# For a change that is meant to change them; look at the pictures before you commit them.
set -eu
cd "$(dirname "$0")/.."
dotnet build cli --nologo -v quiet
timeslice() { dotnet run --no-build --project cli -- "$@"; }
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
timeslice list --markdown > scenarios/REFERENCE.md
say() { sed -n 's/^\(tests\/Hostile\/.*\)/\1/p'; }
sets() { sed -n '1s/^# //p' "$1" | grep -- '^--set ' || true; }
{
  plain=()
  for file in tests/Hostile/*.yaml tests/Hostile/Warned/*.yaml; do
    if [ -z "$(sets "$file")" ]; then plain+=("$file"); else timeslice validate "$file" $(sets "$file") 2>&1 >/dev/null | say; fi
  done
  timeslice validate "${plain[@]}" 2>&1 >/dev/null | say
  for file in tests/Hostile/AfterRun/*.yaml; do
    timeslice run "$file" --quiet --out "$out/after" $(sets "$file") 2>&1 >/dev/null | say
    rm -rf "$out/after"
  done
} | LC_ALL=C sort --stable --field-separator=: --key=1,1 > "$out/messages.txt"
cp "$out/messages.txt" tests/Hostile/messages.txt
[ "${1:-}" != messages ] || exit 0
: > "$out/fingerprints.txt"
find scenarios -name '*.yaml' | LC_ALL=C sort | while read -r scenario; do
  folder="$out/$(basename "$scenario" .yaml)"
  timeslice run "$scenario" --quiet --out "$folder" || echo "$scenario: exit $?"
  echo "$scenario $(sed -n 's/.*"fingerprint": "\(.*\)".*/\1/p' "$folder/manifest.json")" >> "$out/fingerprints.txt"
done
cp "$out/fingerprints.txt" tests/Golden/fingerprints.txt
cp "$out/bathroom-and-kitchen/timeline.png" "$out/bathroom-and-kitchen/utilization.png" "$out/quantum/turnaround-by-quantum.png" plots/gallery/
cp "$out/tail-latency/short.turnaround.p99-by-load.png" "$out/ipc-throughput/channels.throughput-by-size.png" plots/gallery/
cp "$out/architectures/client.users.latency.p99-by-rate.png" plots/gallery/
for script in scenarios/scripts/*.cs; do
  (cd "$out" && dotnet run --file "$OLDPWD/$script") > "tests/Golden/scripts/$(basename "$script" .cs).txt"
done
