using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Memory;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Tests.Reference;

namespace Timeslice.Tests.Kernel.Memory;

/// <summary>
/// Pages are copied exactly where one writes what another has as well: against maps of pages to contents.
/// </summary>
public sealed class LawsOfSharing
{
    const int Pages = 6;

    [Fact]
    public void Pages_copied_are_those_written_while_shared_on_random_fork_trees()
    {
        var copied = 0L;
        foreach (var seed in Cases.Seeds(10_000)) copied += Compare(seed);
        copied.ShouldBeGreaterThan(5_000);
    }

    static long Compare(ulong seed)
    {
        var machine = new Machine(new Simulation(seed), 2, new RoundRobin(2.Us))
        {
            Memory = new MainMemory(64.MiB, stack: 0.B),
        };
        var contents = machine.Watch(new Contents());
        var tree = new ForkTrees(seed, Pages, (page, writes) =>
            [new Told(contents, page, writes), new Touch("heap", page: page, pages: 1, write: writes)]);
        machine.Start(machine.Process("app"), "main",
            new Program("main", [new Allocate("heap", Pages * 4.KiB), .. tree.Draw()]), isMain: true);
        machine.Run().Reason.ShouldBe(EndReason.Done, $"seed {seed}");
        var counts = machine.Paging!.Counts;
        (counts.Copied, counts.Minor, machine.Paging.MostResident.Count / 4096)
            .ShouldBe((contents.Copied, contents.Faults, contents.Most), $"seed {seed}");
        (machine.Paging.Used, machine.Paging.Committed, machine.Paging.Contents).ShouldBe((0, 0, 0), $"seed {seed}");
        return counts.Copied;
    }

    /// What each process has, as maps from pages to contents: 0 is the page of zeros.
    sealed class Contents : Observer
    {
        const int Zeros = 0;

        readonly Dictionary<int, Dictionary<long, int>> ofProcess = [];

        // Pages that must be looked at before they are written, since they were shared.
        readonly HashSet<(Dictionary<long, int> Map, long Page)> toLookAt = [];
        int last = Zeros;

        public long Copied { get; private set; }
        public long Faults { get; private set; }
        public long Most { get; private set; }

        public void Touch(Process process, long page, bool writes)
        {
            var mine = MapOf(process);
            var isThere = mine.TryGetValue(page, out var content);
            if (!writes)
            {
                if (!isThere) (mine[page], Faults) = (Zeros, Faults + 1);
                return;
            }
            if (!isThere || content == Zeros) (mine[page], Faults) = (++last, Faults + 1);
            else if (Maps.Any(other => other != mine && other.ContainsValue(content)))
                (mine[page], Faults, Copied) = (++last, Faults + 1, Copied + 1);
            else if (toLookAt.Contains((mine, page))) Faults++;
            toLookAt.Remove((mine, page));
            Most = Math.Max(Most, Maps.SelectMany(map => map.Values).Distinct().Count(one => one != Zeros));
        }

        public override void ProcessForked(Machine machine, Process child, int parent, int thread)
        {
            var mine = MapOf(machine.ProcessOf(parent));
            if (machine.OperationOf(parent).GetType().DeclaringType == typeof(Vfork))
            {
                ofProcess[child.Pid] = mine;
                return;
            }
            var copy = new Dictionary<long, int>(mine);
            ofProcess[child.Pid] = copy;
            foreach (var (page, content) in mine)
            {
                if (content == Zeros) continue;
                toLookAt.Add((mine, page));
                toLookAt.Add((copy, page));
            }
        }

        public override void ProcessExecuted(Machine machine, Process process, int thread) =>
            ofProcess[process.Pid] = [];

        public override void ProcessEnded(Machine machine, Process process) => ofProcess.Remove(process.Pid);

        IEnumerable<Dictionary<long, int>> Maps => ofProcess.Values.Distinct();

        Dictionary<long, int> MapOf(Process process) =>
            ofProcess.TryGetValue(process.Pid, out var map) ? map : ofProcess[process.Pid] = [];
    }

    /// Tells of a touch just before it.
    sealed class Told(Contents contents, long page, bool writes) : Operation
    {
        protected internal override Flow Execute(Machine machine, int thread)
        {
            contents.Touch(machine.ProcessOf(thread), page, writes);
            return Flow.Next;
        }
    }
}
