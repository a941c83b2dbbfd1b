using Timeslice.Des;
using Timeslice.Des.Monitors;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.RealTime;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Kernel.Threads;

/// <summary>Threads that share a process, a name and a program, and what their statistics sum to.</summary>
public sealed class ThreadClass
{
    internal const int States = (int)ThreadState.Exited + 1;

    internal ThreadClass(int number, Process process, string name, Program program, int start, ulong key)
    {
        Number = number;
        Process = process;
        Name = name;
        Program = program;
        Start = start;
        Key = key;
    }

    public string Name { get; }

    /// <summary>The declared process that its threads belong to, or from which theirs descend.</summary>
    public Process Process { get; }
    public Program Program { get; }

    /// <summary>What its threads may claim from the scheduler.</summary>
    public Terms Terms { get; internal init; } = Terms.Default;

    /// <summary>Its threads are copies of others.</summary>
    internal bool IsOfForked { get; set; }

    /// <summary>The classes of the copies of its threads, by name.</summary>
    internal Dictionary<string, ThreadClass> Forked => field ??= [];

    internal Terms TermsOfChildren => field ??= Terms with { Release = null, Wcet = null };

    /// <summary>What came of its jobs; null when it is no recurring task.</summary>
    public JobStatistics? Jobs => field ??= Terms.Release is null ? null : new();

    /// <summary>Jobs that are not done although their deadlines have passed.</summary>
    public long OverdueJobs => Jobs is null ? 0 : Process.Machine.Jobs.Overdue(this);

    /// <summary>Threads created, or declared and still to come.</summary>
    public int Created { get; internal set; }

    /// <summary>Created by other threads as they run; nobody knows how many there will be.</summary>
    public bool IsSpawned { get; internal set; }

    /// <summary><c>worker 3</c>, or <c>worker</c> when only one is declared.</summary>
    internal string NameOf(int serial) => this is { Created: 1, IsSpawned: false } ? Name : $"{Name} {serial}";

    /// <summary>Threads that have exited.</summary>
    public long Exited => Turnaround.Count;

    /// <summary>From creation to the first instruction.</summary>
    public Tally Response { get; } = new();

    /// <summary>From waking up, or being created, to the next instruction: the run-queue latency.</summary>
    public Tally Latency { get; } = new();

    /// <summary>From creation to exit.</summary>
    public Tally Turnaround { get; } = new();

    /// <summary>Time spent ready (waiting for a CPU) in a whole life.</summary>
    public Tally Wait { get; } = new();

    /// <summary>Turnaround by CPU time used: 1 for a thread that never waits.</summary>
    public SampleMonitor Slowdown { get; } = new();

    /// <summary>CPU time that its threads have used, up to now.</summary>
    public Duration CpuTime => TimeIn(ThreadState.RunningUser) + TimeIn(ThreadState.RunningSystem);

    /// <summary>CPU time that its threads have used to wait for locks, up to their last look at these.</summary>
    public Duration SpinTime { get; internal set; }

    /// <summary>
    /// Of a machine that every thread uses in proportion to its weight for as long as it lives, the share of these.
    /// </summary>
    public double Entitlement => Process.Machine.Shares.Of(this);

    internal int Number { get; }
    internal ulong Key { get; }

    /// <summary>Where its program starts among the machine's.</summary>
    internal int Start { get; }

    /// <summary>Time that its threads have spent in a state, up to now. Looks at every thread of the machine.</summary>
    public Duration TimeIn(ThreadState state) => new(Process.Machine.SpentBy(this)[(int)state] + Present(state));

    internal void Restart()
    {
        // What the present stays have lasted so far is not counted when they are over.
        var spent = Process.Machine.SpentBy(this);
        for (var state = ThreadState.Ready; state < ThreadState.Exited; state++) spent[(int)state] = -Present(state);
        SpinTime = Duration.Zero;
        Response.Restart();
        Turnaround.Restart();
        Wait.Restart();
        Latency.Restart();
        Slowdown.Restart();
        Jobs?.Restart();
    }

    long Present(ThreadState state)
    {
        var (threads, now, sum) = (Process.Machine.Threads, Process.Machine.Now, 0L);
        for (var thread = 0; thread < threads.End; thread++)
            if (threads[thread].State == state && threads[thread].Class == Number) sum += now - threads[thread].Since;
        return sum;
    }
}
