using System.Text;
using Timeslice.Language.Syntax;

namespace Timeslice.Tests.Language;

/// <summary>A scenario with most of what the language has.</summary>
static class TheSample
{
    public const string Text = """
        timeslice: 1
        title: The bathroom and the kitchen
        about: Eight workers of one workshop share a bathroom (one at a time) and a kitchen with a few keys.

        parameters: { workers: 8, keys: 3, policy: { round-robin: { quantum: 4ms } } }

        machine:
          cpus: 2                         # or {count: 8, per-core: 2, speed: 1.0}
          memory: 2GiB
          costs: linux-x86-64
          scheduler: $policy

        locks:
          bathroom: mutex
          kitchen: { semaphore: { permits: $keys } }

        processes:
          workshop:
            threads:
              worker:
                count: $workers
                program:
                  - repeat: 100
                    do:
                      - compute: { exponential: 2ms }
                      - with: bathroom                # lock, body, unlock on every way out
                        do: [ { compute: 1ms } ]
                      - acquire: kitchen
                      - sleep: ${keys * 1ms}
                      - release: kitchen

        run: { until: done, replications: 20, warmup: 0s, seed: 42 }
        sweep: { workers: [1, 2, 4, 8, 16], policy: [fcfs, $policy, fair] }
        variants:
          two-bathrooms: { locks: { bathroom: { semaphore: { permits: 2 } } } }
        metrics: [ makespan, cpu.utilization, lock.wait, switches ]
        charts: [ timeline, { metric-by-parameter: { metric: lock.wait, over: workers, by: policy } } ]
        expect: [ lock.bathroom.holders.max == 1, kitchen.holders.max <= $keys ]

        """;

    public static byte[] Bytes => Encoding.UTF8.GetBytes(Text);

    public static (Node? Root, Diagnostics Diagnostics) Read(byte[] bytes)
    {
        var diagnostics = new Diagnostics("s.yaml");
        return (ScenarioReader.Read(bytes, diagnostics), diagnostics);
    }

    public static (Node? Root, Diagnostics Diagnostics) Read(string text) => Read(Encoding.UTF8.GetBytes(text));
}
