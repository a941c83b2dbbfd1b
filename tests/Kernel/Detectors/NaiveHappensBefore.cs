using Timeslice.Kernel;
using Timeslice.Kernel.Programs;
using Lock = Timeslice.Kernel.Locks.Lock;

namespace Timeslice.Tests.Kernel.Detectors;

/// Keeps all events of a run and, for each, all that happened before it: slow, and hard to get wrong.
sealed class NaiveHappensBefore : Observer
{
    enum Deed { Other, Access, Taken, TakenByReader, Given, GivenByReader, Exit }

    sealed record Event(
        int Number, long Thread, Deed Deed, object? At, HashSet<int> Before, Access Access, SourceLine Source);

    readonly List<Event> events = [];
    readonly Dictionary<int, long> names = [];
    readonly Dictionary<long, Event> lasts = [];
    readonly Dictionary<long, object> joinOf = [];
    readonly Dictionary<(long, Lock), Stack<bool>> modes = [];
    long created;

    /// Every two accesses that race: the variable and the two lines, the lesser one first.
    public HashSet<(string Variable, int One, int Other)> Races { get; } = [];

    public override void ThreadCreated(Machine machine, int thread) => names[thread] = ++created;

    public override void ThreadSpawned(Machine machine, int parent, int child)
    {
        lasts[names[child]] = Add(parent, Deed.Other);
        joinOf[names[child]] = (machine.Threads.Lives[child].Join, names[parent]);
    }

    public override void ThreadChanged(Machine machine, int thread, ThreadState state)
    {
        if (state == ThreadState.Exited) Add(thread, Deed.Exit, joinOf.GetValueOrDefault(names[thread]));
    }

    public override void ThreadsJoined(Machine machine, int thread, int join) =>
        Add(thread, Deed.Other, null, Earlier((join, names[thread]), Deed.Exit));

    public override void LockTaken(Machine machine, Lock taken, int thread, bool isShared)
    {
        Modes(thread, taken).Push(isShared);
        if (isShared) Add(thread, Deed.TakenByReader, taken, Earlier(taken, Deed.Given));
        else Add(thread, Deed.Taken, taken, [.. Earlier(taken, Deed.Given), .. Earlier(taken, Deed.GivenByReader)]);
    }

    public override void LockGivenBack(Machine machine, Lock given, int thread) =>
        Add(thread, Modes(thread, given).TryPop(out var shared) && shared ? Deed.GivenByReader : Deed.Given, given);

    public override void Signalled(Machine machine, Lock at, int thread) => Add(thread, Deed.Given, at);

    public override void Noticed(Machine machine, Lock at, int thread) =>
        Add(thread, Deed.Other, null, Earlier(at, Deed.Given));

    public override void Accessed(Machine machine, int thread, int variable, Access access)
    {
        var its = machine.Variables[variable];
        if (its.Of == VariableOwner.Thread) return;
        var at = (its, machine.ClassOf(thread).Process);
        var others = Earlier(at, Deed.Access).ToList();
        var now = Add(thread, Deed.Access, at,
            others.Where(one => access == Access.Atomic && one.Access == Access.Atomic), access,
            machine.OperationOf(thread).Source);
        foreach (var one in others)
            if (one.Thread != now.Thread && (one.Access, access) != (Access.Read, Access.Read)
                && !now.Before.Contains(one.Number))
                Races.Add(Race(its.Name, one.Source.Line, now.Source.Line));
    }

    public static (string, int, int) Race(string variable, int one, int other) =>
        (variable, Math.Min(one, other), Math.Max(one, other));

    IEnumerable<Event> Earlier(object at, Deed deed) =>
        events.Where(one => one.Deed == deed && at.Equals(one.At)).ToList();

    Stack<bool> Modes(int thread, Lock of)
    {
        if (!modes.TryGetValue((names[thread], of), out var its)) modes[(names[thread], of)] = its = new();
        return its;
    }

    Event Add(int thread, Deed deed, object? at = null, IEnumerable<Event>? after = null,
        Access access = default, SourceLine source = default)
    {
        var before = new HashSet<int>();
        foreach (var one in after ?? []) Know(one);
        if (lasts.TryGetValue(names[thread], out var last)) Know(last);
        var added = new Event(events.Count, names[thread], deed, at, before, access, source);
        events.Add(added);
        return lasts[names[thread]] = added;

        void Know(Event one)
        {
            before.Add(one.Number);
            before.UnionWith(one.Before);
        }
    }
}
