using Timeslice.Des;

namespace Timeslice.Kernel.Programs;

/// <summary>
/// Something a thread does: one step of its program. One operation a file; its kind in YAML is its class name.
/// </summary>
/// <remarks>
/// Operations are shared by all threads, machines and runs that execute them, so they keep no state of a run.
/// </remarks>
public abstract class Operation
{
    /// <summary>Where it stands in the scenario.</summary>
    public SourceLine Source { get; set; }

    /// <summary>Takes no time and touches nothing but the memory of its own thread.</summary>
    internal virtual bool IsFlow => false;

    /// <summary>
    /// The most CPU time that it uses, where all that it waits for is a CPU; <see cref="Duration.Max"/> where nothing
    /// bounds it, null where it can wait for something else or that is not known.
    /// </summary>
    internal virtual Duration? WorstCpuTime => null;

    /// <summary>Whether it goes on without what it waits for when some time is up.</summary>
    internal virtual bool GivesUp => false;

    /// <summary>Whether a thread that is blocked in it handles a signal before it waits on.</summary>
    internal virtual bool MayBeBrokenOff(Machine machine, int thread) => false;

    /// <summary>A thread begins it anew after that, where the handler lets it; false where it cannot, and comes
    /// back.</summary>
    internal virtual bool TryRestart(Machine machine, int thread) => false;

    /// <summary>A thread comes back from it to handle a signal, without what it waited for.</summary>
    internal virtual void BreakOff(Machine machine, int thread) =>
        machine.Answer(thread, Processes.Errno.Interrupted);

    /// <summary>A coroutine can await it: then it alone waits, and not its thread.</summary>
    public virtual bool CanBeAwaited => false;

    /// <summary>Whether it may take a lock.</summary>
    internal virtual bool Takes(Locks.Lock one) => false;

    /// <summary>Lays the operation down in a program; one that is made of others lays down its parts.</summary>
    protected internal virtual void Assemble(Assembler code) => code.Add(this);

    /// <summary>Tells a machine, whose threads will execute it, by which names it reports something.</summary>
    internal virtual void Announce(Machine machine) { }

    /// <summary>CPU time that the step takes before it has its effect.</summary>
    protected internal virtual Charge Cost(Machine machine, int thread) => default;

    /// <summary>Whether the thread would have to wait. Then a thread that is interrupted does not begin to.</summary>
    protected internal virtual bool WouldBlock(Machine machine, int thread) => false;

    /// <summary>Has its effect, for a thread that is on a CPU, and says how the thread goes on.</summary>
    protected internal abstract Flow Execute(Machine machine, int thread);
}

/// <summary>An operation that is nothing but its parts.</summary>
public abstract class CompositeOperation : Operation
{
    protected internal abstract override void Assemble(Assembler code);

    protected internal sealed override Flow Execute(Machine machine, int thread) =>
        throw new InvalidOperationException($"{GetType().Name} is executed by its parts");
}
