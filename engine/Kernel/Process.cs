using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Signals;

namespace Timeslice.Kernel;

/// <summary>A unit of resource allocation: threads that live and die together, with memory of their own.</summary>
public sealed class Process
{
    internal Process(Machine machine, string name, ulong key, Space space, Process? origin = null)
    {
        (Machine, Name, Key, Space) = (machine, name, key, space);
        Origin = origin?.Origin ?? this;
        IsInstance = origin is null;
        Children = new(this);
    }

    public Machine Machine { get; }
    public string Name { get; internal set; }

    /// <summary>Its number in the machine: init has 1, those declared the next, and so on.</summary>
    public int Pid { get; internal set; }

    /// <summary>The process group that it belongs to: its own number, or that of its parent's group.</summary>
    public int Group { get; internal set; }

    /// <summary>On whose behalf it acts: root, if nothing is said.</summary>
    public Credentials Credentials { get; set; } = Credentials.Root;

    /// <summary>Who created it, or took it over when that had ended; null for init.</summary>
    public Process? Parent { get; internal set; }

    /// <summary>The declared process that it descends from: itself, where it was declared.</summary>
    public Process Origin { get; }

    /// <summary>When it is started again; never when null. Of a declared process.</summary>
    public Restart? Restart { get; set; }

    /// <summary>The server that it is, with all that descend from it; null where it is none. Of a declared
    /// process.</summary>
    internal Servers.Server? Server { get; set; }

    /// <summary>How often it has been started again.</summary>
    public long Restarts { get; internal set; }

    /// <summary>Threads alive in it.</summary>
    public int Alive { get; internal set; }

    public ProcessState State { get; internal set; }

    /// <summary>A signal has stopped it: none of its threads goes on before SIGCONT comes.</summary>
    public bool IsStopped { get; internal set; }

    /// <summary>
    /// Its exit status once it is over: what <c>exit</c> said, 0 when its last thread returned, 128 and the number of
    /// the signal that ended it.
    /// </summary>
    public int? Status { get; internal set; }

    /// <summary>It ends when one of its threads returns, whatever the others do.</summary>
    public bool HasMain => Declared.Exists(threads => threads.IsMain);

    /// <summary>Those of which it is the parent, but those whose end it has been told.</summary>
    public IReadOnlyCollection<Process> ChildProcesses => Children.Members;

    /// <summary>A thread whose program is a method; created now, or after a time.</summary>
    public Thread Thread(
        string name, Func<Thread, SimTask> body, RandomDuration after = default, Terms? terms = null) =>
        Threads(name, 1, body, after, terms)[0];

    /// <summary>Several threads of one name and program.</summary>
    public IReadOnlyList<Thread> Threads(
        string name, int count, Func<Thread, SimTask> body, RandomDuration after = default, Terms? terms = null)
    {
        var threads = new List<Thread>(count);
        Machine.Start(this, name, count, after, terms, (its, serial) =>
        {
            threads.Add(new(its, this, serial, body));
            return threads[^1];
        });
        return threads;
    }

    /// <summary>Says what it does when a signal comes; by default, what signal(7) says.</summary>
    public void OnSignal(Signal signal, Reaction reaction)
    {
        _ = new OnSignal(signal, reaction);
        Machine.Signalling.React(this, signal, reaction, by: -1);
    }

    /// <summary>
    /// A handler that is a method: one of its threads calls it, between two steps, or breaks off for it what it
    /// computes or sleeps for. It cannot wait itself; it may interrupt a thread, start another, change what the
    /// threads look at.
    /// </summary>
    public void OnSignal(Signal signal, Action<Machine> does) => OnSignal(signal, new Reaction(does));

    /// <summary>Sends it a signal from outside; its own threads use <see cref="Kernel.Thread.Kill"/>.</summary>
    /// <exception cref="InvalidOperationException">One of its own threads sends it.</exception>
    public void Kill(Signal signal)
    {
        if (Machine.Simulation.Running is Kernel.Thread thread && thread.Process == this)
            throw new InvalidOperationException($"{thread} must await a `Kill` of its own");
        Machine.Signalling.Send(this, signal, by: -1);
    }

    /// <summary>Its image in memory when it begins: program and data.</summary>
    public Bytes Image { get; internal init; }

    /// <summary>What was counted of pages, of a declared process and all that descend from it.</summary>
    public Memory.FaultCounts Faults => Origin == this ? field ??= new() : Origin.Faults;

    /// <summary>On which threads its coroutines run, and those of all that descend from it.</summary>
    public Coroutines.CoroutineModel Coroutines { get; set; } = Kernel.Coroutines.ManyToOne.Usual;

    /// <summary>What came of these; null where there was none.</summary>
    public Coroutines.CoroutineCounts? CountsOfCoroutines { get; private set; }

    internal Coroutines.CoroutineCounts CoroutineCounts => CountsOfCoroutines ??= new(Machine);

    public override string ToString() => $"{Name} (pid {Pid})";

    /// <summary>Names the random streams of its threads.</summary>
    internal ulong Key { get; }

    internal Space Space { get; set; }

    /// <summary>What it has open.</summary>
    internal Handles Handles { get; set; } = new();

    /// <summary>What its end undoes of System V semaphores; null where that is nothing.</summary>
    internal Adjustments? Adjustments { get; set; }
    internal Children Children { get; }

    /// <summary>The last that was started under its name: itself, until it is started again.</summary>
    internal Process Latest { get => field ?? this; set; }

    /// <summary>Which threads it has from the beginning, and how long after that each starts.</summary>
    internal List<(Threads.ThreadClass Class, int Count, RandomDuration After, bool IsMain)> Declared { get; } = [];

    /// <summary>Threads that are still to start in it.</summary>
    internal int Expected { get; set; }

    /// <summary>It was declared, or is that process started again; it was not forked.</summary>
    internal bool IsInstance { get; init; }

    /// <summary>The sum of the numbers of its threads: where it has one alone, that is known.</summary>
    internal long SumOfThreads { get; set; }

    /// <summary>The thread that waits, in the memory of both, until this child of a <c>vfork</c> lets it go
    /// on.</summary>
    internal Suspension? Suspends { get; set; }

    /// <summary>Its place among the children of its parent, and among those of them that have ended.</summary>
    internal LinkedListNode<Process> Node => field ??= new(this);
    internal LinkedListNode<Process> ZombieNode => field ??= new(this);

    /// <summary>How it reacts to signals; in its own way to none when null.</summary>
    internal Signals.Handlers? Handlers { get; set; }

    /// <summary>What was sent to it, and no thread has taken.</summary>
    internal Signals.SignalSet Pending { get; set; }

    /// <summary>The place of its alarm; −1: none.</summary>
    internal int Alarm { get; set; } = -1;

    /// <summary>By which signal it was stopped, as long as its parent has not been told.</summary>
    internal Signals.Signal StoppedBy { get; set; }

    internal bool IsOver => State != ProcessState.Alive;
}
