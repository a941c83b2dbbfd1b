using Timeslice.Kernel.Signals;

namespace Timeslice.Kernel.Programs;

/// <summary>
/// Says which signals this thread does not take for now: they are pending, one of each kind. Threads that it spawns,
/// and children of <c>fork</c>, begin with the same mask. A system call.
/// </summary>
/// <param name="block">Masked as well.</param>
/// <param name="unblock">No longer masked.</param>
/// <param name="set">Masked instead of those before.</param>
public sealed class Mask(
    IReadOnlyList<Signal>? block = null, IReadOnlyList<Signal>? unblock = null, IReadOnlyList<Signal>? set = null)
    : Operation
{
    readonly SignalSet block = Of(block, nameof(block)), unblock = Of(unblock, nameof(unblock));
    readonly SignalSet? set = set is null ? null : Of(set, nameof(set));

    protected internal override Charge Cost(Machine machine, int thread) => Charge.System(machine.Costs.SystemCall);

    protected internal override Flow Execute(Machine machine, int thread)
    {
        var process = machine.ProcessOf(thread);
        var before = set ?? machine.Signalling.MaskOf(thread);
        machine.Signalling.SetMask(thread, before.With(block).Except(unblock));
        return machine.AfterSignals(process, thread);
    }

    static SignalSet Of(IReadOnlyList<Signal>? signals, string option)
    {
        var all = default(SignalSet);
        foreach (var signal in signals ?? [])
        {
            if (signal == Signal.None || Defaults.Unstoppable.Contains(signal))
                throw new ArgumentException($"cannot be: {Defaults.NameOf(signal)} is no signal to be masked", option);
            all = all.With(signal);
        }
        return all;
    }
}
