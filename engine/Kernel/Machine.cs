using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Des.Monitors;
using Timeslice.Kernel.Calls;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.RunQueues;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Threads;
using Lock = Timeslice.Kernel.Locks.Lock;

namespace Timeslice.Kernel;

/// <summary>
/// A computer: CPUs under a scheduler, processes with their threads, locks, and what the kernel costs.
/// </summary>
public sealed partial class Machine : IEventTarget
{
    readonly List<ThreadClass> classes = [];
    long[] spentByClass = [];
    readonly CodeStore code = new();
    readonly List<Process> processes = [];
    readonly List<Lock> locks = [];
    readonly List<KeyValuePair<string, IMonitor>> monitors = [];
    readonly List<string> findings = [];
    readonly Dispatcher dispatcher;
    readonly Lifecycle lifecycle;
    readonly int timers;
    World? world;

    /// <param name="simulation">The clock and the seed; several machines may share one.</param>
    /// <param name="cpus">The CPUs: how many, from 1 to 4096, or each of them.</param>
    /// <param name="scheduler">The policy; each machine needs a scheduler of its own.</param>
    /// <param name="costs">What the kernel costs; nothing when left out.</param>
    /// <param name="maxThreads">The most threads that may live at a time, from 1 to 4 194 304.</param>
    public Machine(
        Simulation simulation, Topology cpus, Scheduler scheduler, Costs? costs = null, int maxThreads = 1 << 20)
        : this(simulation, cpus, () => scheduler, new Global(), costs, maxThreads) { }

    /// <param name="simulation">The clock and the seed; several machines may share one.</param>
    /// <param name="cpus">The CPUs: how many, from 1 to 4096, or each of them.</param>
    /// <param name="scheduler">Makes the policy of a run queue, a new one at each call.</param>
    /// <param name="queues">Which CPUs share a run queue; each machine needs a layout of its own.</param>
    /// <param name="costs">What the kernel costs; nothing when left out.</param>
    /// <param name="maxThreads">The most threads that may live at a time, from 1 to 4 194 304.</param>
    public Machine(Simulation simulation, Topology cpus, Func<Scheduler> scheduler, QueueLayout queues,
        Costs? costs = null, int maxThreads = 1 << 20)
    {
        if (maxThreads is < 1 or > Simulation.MaxNumbers)
            throw new ArgumentOutOfRangeException(
                nameof(maxThreads), maxThreads, $"must be from 1 to {Simulation.MaxNumbers}");
        (Simulation, Costs, MaxThreads) = (simulation, costs ?? CostProfiles.Free, maxThreads);
        Threads = new(simulation);
        timers = simulation.Register(this);
        dispatcher = new(this, cpus, queues, scheduler);
        lifecycle = new(this, dispatcher);
    }

    /// <summary>A machine with a simulation of its own, for scripts: its log goes to the console.</summary>
    /// <param name="seed">Another seed, other random numbers.</param>
    public Machine(
        Topology cpus, Scheduler scheduler, ulong seed = 42, Costs? costs = null, int maxThreads = 1 << 20)
        : this(new Simulation(seed), cpus, scheduler, costs, maxThreads) => Log = Console.WriteLine;

    /// <summary>The same with other run queues than one for all CPUs.</summary>
    public Machine(Topology cpus, Func<Scheduler> scheduler, QueueLayout queues,
        ulong seed = 42, Costs? costs = null, int maxThreads = 1 << 20)
        : this(new Simulation(seed), cpus, scheduler, queues, costs, maxThreads) => Log = Console.WriteLine;

    /// <summary>What its world calls it; empty when it was built alone.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The world that it is part of; one of its own when it was built alone.</summary>
    public World World => world ??= new(this);

    public Simulation Simulation { get; }
    public Costs Costs { get; }
    public int MaxThreads { get; }
    public ThreadTable Threads { get; }
    public IReadOnlyList<Cpu> Cpus => dispatcher.Cpus;

    /// <summary>Those that were declared; not those that came of them.</summary>
    public IReadOnlyList<Process> Processes => processes;
    public IReadOnlyList<ThreadClass> Classes => classes;
    public IReadOnlyList<Lock> Locks => locks;

    /// <summary>What the model watches beyond the kernel's own statistics, in the order of joining.</summary>
    public IReadOnlyList<KeyValuePair<string, IMonitor>> Monitors => monitors;

    public SwitchCounts Switches => dispatcher.Switches;

    /// <summary>The most threads that were ready at a time.</summary>
    public int MostReady => dispatcher.MostReady;

    /// <summary>
    /// Jain's index over the CPU time of threads, by lifetime and weight: 1 when all got alike; NaN of fewer than two.
    /// </summary>
    public double Fairness => Shares.Fairness;

    /// <summary>What its CPUs draw; null when nobody asks.</summary>
    public Power? Power { get; init; }

    /// <summary>
    /// A hash of every instant at which a thread gave up a CPU of itself, and of the totals: equal runs have equal
    /// fingerprints, whoever watches.
    /// </summary>
    public ulong Fingerprint => dispatcher.Fingerprint.Value;

    /// <summary>
    /// What was noticed in passing, such as a lock that its holder took to the grave; in order of time.
    /// </summary>
    public IReadOnlyList<string> Findings => findings;

    /// <summary>The cycle, when the run ended in a deadlock; or all that wait for what can never come.</summary>
    public Deadlock? Deadlock => World.Deadlock;

    /// <summary>The last instant at which a thread exited.</summary>
    public Instant LastExit => lifecycle.Endings.LastExit;

    /// <summary>When the statistics began: 0, or the end of the warm-up.</summary>
    public Instant StatisticsSince { get; private set; }

    /// <summary>Where threads write what they log; nowhere when null.</summary>
    public Action<string>? Log { get; set; }

    /// <summary>Slices that were not gone through one by one.</summary>
    internal long SlicesJumped => dispatcher.SlicesJumped;

    internal long Now => Simulation.Now.Nanoseconds;

    /// <summary>Runs until <paramref name="until"/> after the start.</summary>
    public Ending Run(Duration until, Limits? within = null) => Run(Instant.Start + until, within);

    /// <summary>A new process.</summary>
    /// <param name="image">What its program and data take of memory, where that is modelled.</param>
    public Process Process(string name, Bytes image = default)
    {
        if (processes.Exists(other => other.Name == name))
            throw new ArgumentException(
                $"there is a process {name} already: names tell random streams apart", nameof(name));
        var process = new Process(this, name, Simulation.ClaimKey(name), new(NewWords())) { Image = image };
        process.Space.Renew(NewSpace(process).Memory);
        Table.Add(process, Table.Init);
        BeginImage(process, image);
        processes.Add(process);
        return process;
    }

    /// <param name="name">For people; left out, its kind and number.</param>
    public TLock Add<TLock>(string? name, TLock added) where TLock : Lock
    {
        if (added.Number >= 0)
            throw new ArgumentException($"is in a machine already, as {added.Name}: each needs its own", nameof(added));
        added.Attach(this, name ?? $"{typeof(TLock).Name.ToLowerInvariant()} {locks.Count + 1}", locks.Count);
        locks.Add(added);
        return added;
    }

    /// <summary>CPUs are interrupted while they are busy.</summary>
    /// <param name="name">Names the random streams; one that the simulation has not got yet.</param>
    public void Add(string name, InterruptSource source) => dispatcher.Add(name, source);

    /// <summary>A monitor joins the statistics: it restarts with them, and is reported under its name.</summary>
    public TMonitor Watch<TMonitor>(string name, TMonitor monitor) where TMonitor : IMonitor
    {
        if (monitors.Exists(other => other.Key == name))
            throw new ArgumentException($"there is a monitor {name} already: names tell results apart", nameof(name));
        monitors.Add(new(name, monitor));
        return monitor;
    }

    /// <summary>Threads of one kind; created now, or at <paramref name="at"/>.</summary>
    public ThreadClass Start(Process process, string name, Program program, int count = 1, Instant at = default,
        Terms? terms = null, bool isMain = false) => Start(
            process, name, program, count, at > Simulation.Now ? at - Simulation.Now : Duration.Zero, terms, isMain);

    /// <summary>Threads of one kind, each created after a delay of its own.</summary>
    /// <param name="isMain">When one returns, its process ends.</param>
    public ThreadClass Start(Process process, string name, Program program, int count, RandomDuration after,
        Terms? terms = null, bool isMain = false) =>
        lifecycle.Start(process, name, program, count, after, terms, body: null, isMain);

    internal void Start(Process process, string name, int count, RandomDuration after, Terms? terms,
        Func<ThreadClass, int, Thread> body) =>
        lifecycle.Start(process, name, MethodProgram, count, after, terms, body);

    /// <summary>More threads of a kind that is there.</summary>
    public void Start(ThreadClass kind, int count = 1) => 
        lifecycle.Start(kind, kind.Process, count, Duration.Zero);

    /// <summary>Runs the world that this machine is part of, and says how it ended.</summary>
    public Ending Run(Instant? until = null, Limits? within = null) => World.Run(until, within);

    /// <summary>Ends the warm-up: forgets all statistics, keeps the state.</summary>
    public void RestartStatistics()
    {
        StatisticsSince = Simulation.Now;
        dispatcher.Restart();
        Shares.Restart();
        foreach (var each in classes) each.Restart();
        foreach (var each in locks) each.Restart();
        foreach (var each in channels) each.Restart();
        foreach (var each in servers) each.RestartStatistics();
        foreach (var (_, monitor) in monitors) monitor.Restart();
        Paging?.Restart();
        foreach (var process in processes) process.CountsOfCoroutines?.Restart();
        RestartWatching();
        for (var thread = 0; thread < Threads.End; thread++)
            if (Threads.IsLive(thread)) Threads.Lives[thread].IsVeteran = true;
    }

    public ThreadClass ClassOf(int thread) => classes[Threads.Known(thread).Class];

    /// <summary><c>worker 3</c>, or <c>worker</c> when only one is declared.</summary>
    public string NameOf(int thread)
    {
        if (thread < 0) return "a thread that has exited";
        return ClassOf(thread).NameOf(Threads.Lives[thread].Serial);
    }

    /// <summary>The lock that a thread is blocked on, or null.</summary>
    public Lock? LockAwaitedBy(int thread) =>
        Threads.Known(thread).State == ThreadState.BlockedOnLock && (Threads[thread].Left & HasLeft) == 0
            ? locks[(int)Threads[thread].Left]
            : null;

    /// <summary>An error of the simulated program; throw it to end the run.</summary>
    public RunStopped Refuse(int thread, string what) =>
        new(EndReason.ProgramError, $"{Place}{Describe(thread)} {what}");
}
