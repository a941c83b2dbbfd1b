using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Detectors;
using Timeslice.Tests.Reference;
using Lock = Timeslice.Kernel.Locks.Lock;
using Thread = Timeslice.Kernel.Thread;

namespace Timeslice.Tests.Kernel;

/// The detector against all pairs of accesses, and a search for a way from one to the other, event by event.
public class RacesAgainstNaive
{
    [Fact]
    public void A_variable_has_a_race_if_and_only_if_two_of_its_accesses_are_not_ordered()
    {
        var (with, without) = (0, 0);
        foreach (var seed in Cases.Seeds(1_000))
        {
            var machine = RacyPrograms.Build(seed);
            var (races, log) = (machine.Watch(new Races()), machine.Watch(new Log()));
            machine.Run(within: new() { Events = 100_000 });
            var found = races.Findings.Select(finding => finding.Text.Split(':')[0]).Distinct().Order().ToList();
            var expected = log.Racy().Select(variable => machine.Variables[variable].Name).Order().ToList();
            found.SequenceEqual(expected).ShouldBeTrue(
                $"seed {seed}: found {string.Join(" ", found)}, there are {string.Join(" ", expected)}");
            if (expected.Count > 0) with++;
            else without++;
        }
        (with > 200, without > 100).ShouldBe((true, true), $"{with} with races, {without} without");
    }

    /// Every event, with the events that come just before it for sure.
    sealed class Log : Observer
    {
        readonly List<(int Variable, Access Access, List<int> Before)> events = [];
        readonly Dictionary<int, int> last = [], joined = [];
        readonly Dictionary<object, List<int>> published = [];

        public override void ThreadCreated(Machine machine, int thread)
        {
            last.Remove(thread);
            joined[thread] = machine.Threads.Lives[thread].Join;
        }

        public override void ThreadSpawned(Machine machine, int parent, int child)
        {
            var spawning = Add(parent);
            last[child] = spawning;
            Add(parent);
        }

        public override void ThreadChanged(Machine machine, int thread, ThreadState state)
        {
            if (state == ThreadState.Exited) Publish(("join", machine.Threads.Lives[thread].Join), thread);
        }

        public override void ThreadsJoined(Machine machine, int thread, int join) => Learn(("join", join), thread);

        public override void LockTaken(Machine machine, Lock taken, int thread, bool isShared) => Learn(taken, thread);
        public override void LockGivenBack(Machine machine, Lock given, int thread) => Publish(given, thread);
        public override void Signalled(Machine machine, Lock at, int thread) => Publish(at, thread);
        public override void Noticed(Machine machine, Lock at, int thread) => Learn(at, thread);

        public override void Accessed(Machine machine, int thread, int variable, Access access)
        {
            if (access == Access.Atomic) Learn(("atomic", variable), thread);
            var number = Add(thread);
            events[number] = (variable, access, events[number].Before);
            if (access == Access.Atomic) Publish(("atomic", variable), thread);
        }

        /// Variables with two accesses, one of them a change, of which neither leads to the other.
        public IEnumerable<int> Racy()
        {
            var knows = new List<HashSet<int>>();
            foreach (var (_, _, before) in events)
            {
                var all = new HashSet<int>();
                foreach (var one in before)
                {
                    all.Add(one);
                    all.UnionWith(knows[one]);
                }
                knows.Add(all);
            }
            var accesses = Enumerable.Range(0, events.Count).Where(i => events[i].Variable >= 0).ToList();
            return (from later in accesses
                    from earlier in accesses
                    where earlier < later && events[earlier].Variable == events[later].Variable
                        && (events[earlier].Access != Access.Read || events[later].Access != Access.Read)
                        && !knows[later].Contains(earlier)
                    select events[later].Variable).Distinct();
        }

        int Add(int thread, IEnumerable<int>? also = null)
        {
            List<int> before = [.. also ?? []];
            if (last.TryGetValue(thread, out var previous)) before.Add(previous);
            events.Add((-1, default, before));
            return last[thread] = events.Count - 1;
        }

        void Publish(object at, int thread)
        {
            if (!published.TryGetValue(at, out var those)) published[at] = those = [];
            those.Add(Add(thread));
            Add(thread);
        }

        void Learn(object at, int thread) => Add(thread, published.GetValueOrDefault(at));
    }
}
