#!/usr/bin/env bash
# Runs our kernel threads beside SimGrid and SimPy on this machine: `peers.sh [rounds] [workload...]`; a Markdown table.
#
# In each round each workload is run by each competitor in turn, every time in a process of its own that measures
# nothing but the simulation. Ours runs the workload twice before it measures, for .NET compiles as it goes; the
# compiled SimGrid and the interpreted SimPy have no such need. What counts are the ratios of the medians.
set -euo pipefail
cd "$(dirname "$0")"
rounds=${1:-5}
shift || true
workloads=("$@")
[ ${#workloads[@]} -gt 0 ] || workloads=(a a2 b c d-1k d-100k)

missing=()
for package in libsimgrid-dev g++ python3-simpy; do
  dpkg-query --show --showformat '${Status}' "$package" 2>/dev/null | grep -q ' installed$' || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  echo "peers.sh needs Debian packages that are not here: apt-get install -y ${missing[*]}" >&2
  exit 2
fi

out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
g++ -std=c++17 -O2 Peers/simgrid.cpp -lsimgrid -o "$out/simgrid"
dotnet build -c Release --nologo -v quiet >&2
ours=(dotnet "$(echo bin/Release/net*/*/Timeslice.Benchmarks.dll)" line)

measure() { # competitor, command: its line, with the competitor before it
  local competitor=$1 line
  line=$("${@:2}" 2> "$out/errors") || { cat "$out/errors" >&2; exit 1; }
  echo "$competitor $line" >> "$out/lines"
}
for ((round = 1; round <= rounds; round++)); do
  for workload in "${workloads[@]}"; do
    echo "round $round of $rounds: $workload" >&2
    measure ours "${ours[@]}" "$workload"
    measure simgrid "$out/simgrid" "$workload"
    measure simpy /usr/bin/python3 Peers/simpy.py "$workload"
  done
done

median() { # competitor, workload: nanoseconds per unit
  awk -v c="$1" -v w="$2" '$1 == c && $2 == w { print $4 / $3 * 1e9 }' "$out/lines" | sort -g |
    awk '{ values[NR] = $1 } END { print values[int(NR / 2) + 1] }'
}
unit() {
  case $1 in a | a2) echo customer ;; b) echo wake-up ;; c) echo loop ;; *) echo expiry ;; esac
}
version() { dpkg-query --show --showformat '${Version}' "$1"; }
model=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)
echo "$model, $(nproc) logical processors, .NET SDK $(dotnet --version), SimGrid $(version libsimgrid-dev)," \
  "SimPy $(version python3-simpy), medians of $rounds rounds"
echo
echo "| workload | unit | kernel threads, ns | SimGrid, ns | ratio | SimPy, ns | ratio |"
echo "|---|---|---:|---:|---:|---:|---:|"
for workload in "${workloads[@]}"; do
  echo "$workload $(unit "$workload")" \
    "$(median ours "$workload") $(median simgrid "$workload") $(median simpy "$workload")"
done | awk '{ printf "| %s | %s | %.1f | %.0f | %.1f | %.0f | %.1f |\n", $1, $2, $3, $4, $4 / $3, $5, $5 / $3 }'
