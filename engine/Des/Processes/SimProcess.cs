using System.Runtime.ExceptionServices;

namespace Timeslice.Des;

/// <summary>
/// A <see cref="SimTask"/> that runs on its own; started by <see cref="Simulation.Start(string, SimTask)"/>.
/// </summary>
/// <remarks>
/// It is not awaitable itself, so that a process that is started and left alone is no mistake: await
/// <see cref="Exited"/>. An exception that leaves the body is given to whoever awaits that; if nobody does by the end
/// of the instant, it ends the run as a <see cref="SimulationFailed"/>. When the run ends, processes that still wait
/// stay where they are: their finally blocks do not run.
/// </remarks>
public sealed class SimProcess : Coroutine
{
    readonly ProcessTable table;
    RandomStream random;
    SimEvent? exited;
    bool delays;

    internal SimProcess(Simulation simulation, ProcessTable table, string name, SimTask body)
        : this(simulation, table, name) => Launch(body);

    internal SimProcess(Simulation simulation, ProcessTable table, string name, Func<SimProcess, SimTask> body)
        : this(simulation, table, name) => Launch(body(this));

    SimProcess(Simulation simulation, ProcessTable table, string name) : base(simulation) =>
        (this.table, Name, random) = (table, name, table.NewStream(name));

    public string Name { get; }

    /// <summary>Tells it from all other processes alive; given again when it has ended.</summary>
    public int Number { get; private set; }

    /// <summary>False when its body has ended.</summary>
    public bool IsAlive { get; private set; }

    /// <summary>Its own random numbers: the same in every run in which it is the n-th of its name.</summary>
    public ref RandomStream Random => ref random;

    /// <summary>Happens when the body ends; fails when an exception leaves it.</summary>
    public SimEvent Exited
    {
        get
        {
            if (exited is null)
            {
                exited = new(Simulation, Name);
                if (!IsAlive) exited.Succeed();
            }
            return exited;
        }
    }

    /// <summary>
    /// Throws <see cref="Interrupted"/> at the wait it is in; if that was granted in this instant already, or it has
    /// not begun, at its next wait: what was granted is never lost. Several interrupts queue up, each for one wait.
    /// </summary>
    /// <remarks>
    /// Nothing happens to a process that has ended: whether it ends before or after its interrupter's turn in the
    /// same instant is nothing to depend on. What takes no waiting is not interrupted.
    /// </remarks>
    /// <exception cref="InvalidOperationException">It is the process that runs.</exception>
    public void Interrupt(object cause)
    {
        if (Simulation.Running == this) throw new InvalidOperationException($"{this} cannot interrupt itself");
        if (IsAlive) Deliver(new(cause));
    }

    public override string ToString() => $"process {Name}";

    internal void Delay(Duration delay)
    {
        if (TryDeliver()) return;
        table.After(delay, Number);
        // A delay of nothing has been granted: it only lets others go first.
        delays = delay > Duration.Zero;
    }

    internal void GoOn()
    {
        delays = false;
        Resume();
    }

    protected internal override void Wake() => table.After(Duration.Zero, Number);

    protected internal override void CountTurn() => table.CountTurn(Number);

    protected override bool TryWithdraw()
    {
        if (!delays) return base.TryWithdraw();
        delays = false;
        table.Cancel(Number);
        return true;
    }

    protected override void Ended(Exception? error)
    {
        IsAlive = false;
        table.Free(Number);
        if (error is RunStopped) ExceptionDispatchInfo.Throw(error);
        if (error is null) exited?.Succeed();
        else (exited ??= new(Simulation, Name)).Fail(error, this);
    }

    void Launch(SimTask body)
    {
        Begin(body);
        Number = table.Take(this);
        IsAlive = true;
        Wake();
    }
}
