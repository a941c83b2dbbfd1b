namespace Timeslice.Kernel.Signals;

/// <summary>What signals do, where a process does not say, and what can be said of each.</summary>
/// <remarks>signal(7), "Standard signals". A core dump takes no time here: to terminate is all.</remarks>
public static class Defaults
{
    internal static readonly SignalSet Stopping =
        SignalSet.Of(Signal.Stop, Signal.Tstp, Signal.Ttin, Signal.Ttou);

    /// <summary>Neither caught, ignored nor masked.</summary>
    internal static readonly SignalSet Unstoppable = SignalSet.Of(Signal.Kill, Signal.Stop);

    // To continue is done when the signal is sent, whatever becomes of it then.
    static readonly SignalSet Ignored = SignalSet.Of(Signal.Chld, Signal.Cont, Signal.Urg, Signal.Winch);

    internal static Effect EffectOf(Signal signal) => Ignored.Contains(signal) ? Effect.Ignore
        : Stopping.Contains(signal) ? Effect.Stop
        : Effect.Terminate;

    /// <summary>How it is written: <c>SIGINT</c>.</summary>
    public static string NameOf(Signal signal) => $"SIG{signal.ToString().ToUpperInvariant()}";
}
