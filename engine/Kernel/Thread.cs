using Timeslice.Des;
using Timeslice.Kernel.Calls;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Signals;
using Timeslice.Kernel.Threads;
using Call = Timeslice.Kernel.Calls.Call;

namespace Timeslice.Kernel;

/// <summary>A thread whose program is an async C# method: what it can ask of its kernel, others of it.</summary>
/// <remarks>
/// Its calls are the operations of interpreted programs, with the same costs, at the same places: a thread written
/// either way does the same. What the method does between two calls takes no time. A preemption takes the CPU away and
/// is not noticed by the method.
/// </remarks>
public sealed class Thread : Coroutine
{
    readonly ThreadClass its;
    readonly Process process;
    readonly int serial;
    readonly Func<Thread, SimTask> body;
    readonly Calling calling = new();
    ThreadQueue joiners;
    Groups groups;
    bool hasBegun;

    internal Thread(ThreadClass its, Process process, int serial, Func<Thread, SimTask> body)
        : base(process.Machine.Simulation) =>
        (this.its, this.process, this.serial, this.body) = (its, process, serial, body);

    public Process Process => process;
    public Machine Machine => process.Machine;

    /// <summary><c>worker 3</c>, or <c>worker</c> when there is only one.</summary>
    public string Name => its.NameOf(serial);

    /// <summary>Its number in the machine while it lives, −1 before and after.</summary>
    public int Number { get; private set; } = -1;

    public bool IsAlive => Number >= 0;

    /// <summary>It has been alive and is no longer.</summary>
    public bool IsOver => hasBegun && !IsAlive;

    /// <summary>
    /// Its own random numbers, the same whatever other threads draw. To be used where it stands: what starts threads
    /// may move it.
    /// </summary>
    public ref RandomStream Random => ref Machine.Random(Living());

    /// <summary>Uses the CPU for a time, in user mode. Never cut short.</summary>
    public Call Compute(Duration time) => new(this, ComputeGiven.Operation, time);

    /// <summary>Gives up the CPU until a time has passed. A sleep of 0 goes on at once. A system call.</summary>
    public Call Sleep(Duration time) => new(this, SleepGiven.Operation, time);

    /// <summary>Stays ready but lets the others that are ready go first. A system call.</summary>
    public Call Yield() => new(this, YieldOnce);

    /// <summary>Starts another thread in its process. A system call.</summary>
    /// <param name="group">A name by which this thread can join several.</param>
    public SpawnCall Spawn(string name, Func<Thread, SimTask> does, string group = "") =>
        new(this, new SpawnBody(name, does, group));

    /// <summary>Blocks until all threads are over that this one has spawned as a group. A system call.</summary>
    public Call Join(string group = "") => new(this, new JoinGroup(group));

    /// <summary>Blocks until another thread is over. A system call.</summary>
    public Call Join(Thread other) => new(this, new JoinThread(other));

    /// <summary>Ends the process with all its threads; nothing is unwound. A system call.</summary>
    /// <param name="status">What the process leaves behind, 0 to 255.</param>
    public Call Exit(int status = 0) => new(this, new Exit(status));

    /// <summary>
    /// Sends a signal to a process, also its own; one of another user ends the run, unless it is root's that sends it.
    /// A system call.
    /// </summary>
    public Call Kill(Process to, Signal signal) => new(this, new SendSignal(to, signal));

    /// <summary>Waits until its process has handled a signal. A system call.</summary>
    public Call Pause() => new(this, PauseOnce);

    /// <summary>
    /// Throws <see cref="Interrupted"/> where the thread is blocked; if it is not, where it would block next. What was
    /// granted is never lost. Several interrupts queue up, each for one wait. A thread that is over is left alone.
    /// </summary>
    /// <exception cref="InvalidOperationException">It is the thread that runs.</exception>
    public void Interrupt(object cause)
    {
        if (IsCurrent) throw new InvalidOperationException($"{this} cannot interrupt itself");
        if (!IsOver) Deliver(new(cause));
    }

    /// <summary>Writes a line to the machine's log, with time and name.</summary>
    public void Log(string what) => Machine.Log?.Invoke($"{Simulation.Now,12} {Machine.Place}{Name}: {what}");

    public override string ToString() => $"thread {Name} of {Process.Name}";

    protected internal override void Wake()
    {
        if (IsAlive && Machine.Threads[Number].IsBlocked) Machine.Wake(Number);
    }

    protected internal override void CountTurn() => Machine.CountTurn(Number);

    protected override bool TryWithdraw()
    {
        if (!IsAlive || !Machine.Threads[Number].IsBlocked) return base.TryWithdraw();
        return Machine.TryInterrupt(Number);
    }

    protected override void Ended(Exception? error)
    {
        if (error is RunStopped) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(error);
        calling.Call(error is null ? ReturnOnce : new Fail(new(Simulation, ToString(), error)));
    }

    internal Calling Calling => calling;
    internal ref ThreadQueue Joiners => ref joiners;

    /// <summary>The thread for whose exit it waits.</summary>
    internal Thread? Awaited { get; set; }

    internal bool IsCurrent => Simulation.Running == this;

    /// <summary>The word by which the kernel knows a group of threads that it has spawned.</summary>
    internal ref long Group(string name) => ref groups.Word(name);

    internal void Born(int number) => (Number, hasBegun) = (number, true);

    /// <summary>Lets the method run until it calls the kernel again, or to its end.</summary>
    internal void GoOn()
    {
        CountTurn();
        calling.IsCall = false;
        if (!calling.IsFirst || TryBegin()) Resume();
        if (calling.IsCall) return;
        base.TryWithdraw();
        Ended(new InvalidOperationException($"{this} awaits what is no call of its kernel"));
    }

    // What a method does before it is a task is a part of it.
    bool TryBegin()
    {
        calling.IsFirst = false;
        try
        {
            Begin(body(this));
            return true;
        }
        catch (Exception error)
        {
            Ended(error);
            return false;
        }
    }

    /// <summary>Its end: those who wait for it go on.</summary>
    internal void Died()
    {
        var machine = Machine;
        Number = -1;
        while (joiners.Take(machine.Threads) is >= 0 and var waiting)
        {
            machine.Observer?.ThreadJoined(machine, waiting, this);
            machine.Wake(waiting);
        }
        groups.Abandon(machine);
    }

    int Living() => IsAlive ? Number : throw new InvalidOperationException($"{this} is not alive");

    static readonly Operation YieldOnce = new Yield(), ReturnOnce = new EndThread(), PauseOnce = new Pause();
}
