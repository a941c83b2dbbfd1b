using System.Runtime.CompilerServices;
using Timeslice.Des;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Kernel.Threads;

/// <content>What schedulers ask about threads.</content>
public sealed unsafe partial class ThreadTable
{
    readonly Dictionary<Type, object> states = [];

    Terms[] termsByClass = [];
    PerThread<long>? deadlines;
    PerThread<Loan>? lent;
    bool areSomeBound;

    struct Loan
    {
        public Terms? Terms;
        public Instant Deadline;
    }

    /// <summary>The present instant.</summary>
    public Instant Now => simulation.Now;

    /// <summary>What a policy remembers of each thread, shared by all run queues of the machine.</summary>
    public PerThread<T> State<T>() where T : struct
    {
        if (!states.TryGetValue(typeof(T), out var state)) states[typeof(T)] = state = new PerThread<T>();
        return (PerThread<T>)state;
    }

    /// <summary>What a thread may claim: its own terms, or more urgent ones while it holds a lock.</summary>
    public Terms Terms(int thread) => lent is null ? OwnTerms(thread) : lent[thread].Terms ?? OwnTerms(thread);

    /// <summary>What a thread may claim of itself.</summary>
    internal Terms OwnTerms(int thread) => termsByClass[records[thread].Class];

    /// <summary>From now on a thread claims what another may; its own when null.</summary>
    internal void Lend(int thread, Terms? terms, Instant deadline) =>
        (lent ??= new())[thread] = new() { Terms = terms, Deadline = deadline };

    /// <summary>Whether it claims what another may.</summary>
    internal bool IsBoosted(int thread) => lent?[thread].Terms is not null;

    /// <summary>Nothing is lent to a thread that comes into being.</summary>
    internal void LendNothing(int thread)
    {
        if (lent is not null) lent[thread] = default;
    }

    /// <summary>Some threads may not run on every CPU.</summary>
    internal bool AreSomeBound => areSomeBound;

    /// <summary>The CPUs on which a thread may run; null when on all.</summary>
    internal CpuSet? AffinityOf(int thread) => areSomeBound ? OwnTerms(thread).Affinity : null;

    /// <summary>Whether its affinity permits a thread to run on a CPU.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MayRun(int thread, int cpu) => !areSomeBound || OwnTerms(thread).Affinity?.Contains(cpu) != false;

    /// <summary>
    /// CPU time that a ready or running thread still needs for its present burst, at speed 1; up to date whenever a
    /// scheduler is asked something.
    /// </summary>
    public Duration Remaining(int thread) => new(records[thread].Left);

    /// <summary>When the present job of a thread is due; <see cref="Instant.Max"/> without a deadline.</summary>
    public Instant DeadlineOf(int thread) =>
        lent is not null && lent[thread].Terms is not null ? lent[thread].Deadline : OwnDeadlineOf(thread);

    /// <summary>When its own present job is due.</summary>
    internal Instant OwnDeadlineOf(int thread) => deadlines is null ? Instant.Max : new(deadlines[thread]);

    /// <summary>Random numbers for a policy of this machine; each that asks has numbers of its own.</summary>
    internal NamedRandom NewStream(string name) => new(new RandomStream(simulation.ClaimKey(name)));

    internal void SetDeadline(int thread, Instant deadline)
    {
        if (deadlines is null && deadline == Instant.Max) return;
        if (deadlines is null)
        {
            deadlines = new();
            for (var other = 0; other < used; other++) deadlines[other] = long.MaxValue;
        }
        deadlines[thread] = deadline.Nanoseconds;
    }

    /// <summary>The terms of a class; true when its threads are the first that are bound to CPUs.</summary>
    internal bool AddClass(int number, Terms terms)
    {
        if (number >= termsByClass.Length) Array.Resize(ref termsByClass, Math.Max(4, 2 * number));
        termsByClass[number] = terms;
        if (areSomeBound || terms.Affinity is null) return false;
        return areSomeBound = true;
    }
}
