using System.Numerics;

namespace Timeslice.Kernel.Signals;

/// <summary>Some of the ordinary signals: what is masked, or pending once.</summary>
readonly record struct SignalSet(uint Bits)
{
    public static SignalSet Of(params ReadOnlySpan<Signal> signals)
    {
        var all = default(SignalSet);
        foreach (var signal in signals) all = all.With(signal);
        return all;
    }

    public bool IsEmpty => Bits == 0;

    /// <summary>That of the lowest number; there must be one.</summary>
    public Signal First => (Signal)(BitOperations.TrailingZeroCount(Bits) + 1);

    public bool Contains(Signal signal) => (Bits & Bit(signal)) != 0;
    public SignalSet With(Signal signal) => new(Bits | Bit(signal));
    public SignalSet Without(Signal signal) => new(Bits & ~Bit(signal));
    public SignalSet With(SignalSet others) => new(Bits | others.Bits);
    public SignalSet Except(SignalSet others) => new(Bits & ~others.Bits);

    public override string ToString()
    {
        var names = new List<string>();
        for (var left = this; !left.IsEmpty; left = left.Without(left.First)) names.Add(Defaults.NameOf(left.First));
        return $"{{{string.Join(", ", names)}}}";
    }

    static uint Bit(Signal signal) => 1u << ((int)signal - 1);
}
