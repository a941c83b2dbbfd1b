using Timeslice.Kernel.Signals;

namespace Timeslice.Kernel.Programs;

/// <summary>
/// Says what the process does from now on when a signal comes. A handler is run by a thread of the process that does
/// not mask the signal; it breaks off what that computes or waits for (but for locks and threads: these come first),
/// and the thread then goes on. The signal is masked meanwhile. A child of <c>fork</c> has the same handlers; after an
/// <c>exec</c> there are none. A system call.
/// </summary>
/// <param name="signal">Any but <c>SIGKILL</c> and <c>SIGSTOP</c>.</param>
/// <param name="do">The handler, a list of operations; or <c>ignore</c>, or <c>default</c>.</param>
/// <param name="restart">
/// A wait for a child or for a channel that the handler has interrupted begins anew; else it comes back with −4
/// (EINTR). A sleep or a pause is over in any case, and a <c>semop</c>, a call with a <c>timeout</c> or on a System V
/// queue comes back.
/// </param>
public sealed class OnSignal(Signal signal, Reaction @do, bool restart = true) : Operation
{
    readonly Signal signal = Defaults.Unstoppable.Contains(signal) || signal == Signal.None
        ? throw new ArgumentOutOfRangeException(nameof(signal), null, "can be neither caught nor ignored")
        : signal;

    readonly Reaction reaction = @do.With(restart);

    protected internal override void Assemble(Assembler code)
    {
        reaction.Handler?.Check();
        code.Add(this);
    }

    internal override void Announce(Machine machine)
    {
        if (reaction.Handler is not { } handler) return;
        machine.Load(handler);
        foreach (var step in handler.Load()) step.Announce(machine);
    }

    protected internal override Charge Cost(Machine machine, int thread) => Charge.System(machine.Costs.SystemCall);

    protected internal override Flow Execute(Machine machine, int thread)
    {
        var process = machine.ProcessOf(thread);
        machine.Signalling.React(process, signal, reaction, by: thread);
        return machine.AfterSignals(process, thread);
    }
}
