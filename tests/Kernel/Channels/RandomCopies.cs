using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Tests.Kernel.Channels;

/// Processes that copy into one memory and out of it at times drawn beforehand, each on a CPU of its own; some die
/// early.
sealed class RandomCopies
{
    const int Processes = 4, Copies = 12;

    readonly List<List<Copy>> plans = [];
    readonly List<long> deaths = [];

    /// When a copy begins and ends if nobody dies, in nanoseconds; what it writes, 0 for a read.
    readonly record struct Copy(long Begins, long Ends, long Value);

    public RandomCopies(ulong seed)
    {
        var random = new RandomStream(seed, 0, "copies");
        long Below(long limit) => (long)(random.NextBits() % (ulong)limit);
        for (var process = 0; process < Processes; process++)
        {
            var (at, plan) = (0L, new List<Copy>());
            for (var i = 0; i < Copies; i++)
            {
                // Each process has instants of its own, so that nothing happens twice in one.
                var begins = (at / 64 + 1 + Below(20_000)) * 64 + process;
                var kibibytes = 1 + Below(6);
                at = begins + kibibytes * 64_000;
                plan.Add(new(begins, at, Below(3) > 0 ? 0 : 1 + plan.Count + process * Copies));
            }
            plans.Add(plan);
            deaths.Add(Below(4) > 0 ? long.MaxValue : 64 * Below(300_000) + 15);
        }
    }

    public int Torn { get; private set; }
    public int Whole { get; private set; }

    /// Of each read that is completed: when, and what it got.
    public List<(long At, long Got)> ReadsOfKernel()
    {
        var costs = CostProfiles.Free with { MemoryKiB = 64.Us };
        var machine = new Machine(new Simulation(), cpus: 2 * Processes, new Fcfs(), costs);
        var (ledger, seen) = (new SharedMemory(machine, 8.KiB), new Variable(machine, "seen"));
        var reads = new List<(long At, long Got)>();
        machine.Log = line => reads.Add((machine.Simulation.Now.Nanoseconds, long.Parse(
            line[(line.LastIndexOf(' ') + 1)..], System.Globalization.CultureInfo.InvariantCulture)));
        for (var i = 0; i < Processes; i++)
        {
            var process = machine.Process($"process {i}");
            List<Operation> program = [new Attach(ledger)];
            var at = 0L;
            foreach (var copy in plans[i])
            {
                program.Add(new Sleep(new Duration(copy.Begins - at)));
                var bytes = ((int)((copy.Ends - copy.Begins) / 64_000)).KiB;
                if (copy.Value > 0) program.Add(new Write(ledger, bytes, value: copy.Value));
                else program.AddRange([new Read(ledger, bytes, value: seen), new Log(new Phrase(("", seen)))]);
                at = copy.Ends;
            }
            machine.Start(process, "copier", new Program("copier", program));
            if (deaths[i] < long.MaxValue)
                machine.Start(process, "killer",
                    new Program("killer", new Sleep(new Duration(deaths[i])), new Crash()));
        }
        machine.Run();
        ledger.Torn.ShouldBe(reads.Count(read => read.Got == -1));
        return reads;
    }

    /// The same from the plans alone.
    public List<(long At, long Got)> ReadsOfNaiveLook()
    {
        var (reads, writes) = (new List<(long Begins, long Ends)>(), new List<(Copy Copy, bool Completes)>());
        for (var i = 0; i < Processes; i++)
            foreach (var copy in plans[i])
            {
                if (copy.Begins > deaths[i]) break;
                if (copy.Value > 0)
                    writes.Add((copy with { Ends = Math.Min(copy.Ends, deaths[i]) }, copy.Ends < deaths[i]));
                else if (copy.Ends < deaths[i]) reads.Add((copy.Begins, copy.Ends));
            }
        return [.. reads.OrderBy(read => read.Ends).Select(read => (read.Ends, Look(read.Begins, read.Ends)))];

        long Look(long begins, long ends)
        {
            var overlaps = writes.Exists(write => write.Copy.Begins < ends && write.Copy.Ends > begins);
            var before = writes.Where(write => write.Copy.Ends <= begins).OrderBy(write => write.Copy.Ends).ToList();
            var isWhole = !overlaps && (before.Count == 0 || IsAlone(before[^1]));
            if (isWhole) Whole++;
            else Torn++;
            return !isWhole ? -1 : before.Count == 0 ? 0 : before[^1].Copy.Value;
        }

        bool IsAlone((Copy Copy, bool Completes) one) => one.Completes && !writes.Exists(other => other != one
            && other.Copy.Begins < one.Copy.Ends && other.Copy.Ends > one.Copy.Begins);
    }
}
