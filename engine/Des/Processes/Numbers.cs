using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Timeslice.Des;

/// <summary>
/// Gives numbers to what waits for events. A number is given again when its bearer is gone; its generation tells
/// the events of one bearer, and of one wait, from those of the next.
/// </summary>
internal sealed class Numbers<T> where T : class
{
    readonly Stack<int> free = [];
    Slot[] slots = new Slot[16];
    int end;

    internal T this[int number] => slots[number].Bearer!;

    internal uint Generation(int number) => slots[number].Generation;

    /// <summary>Makes the events of the number stale.</summary>
    internal void Renew(int number) => slots[number].Generation++;

    /// <summary>Fetches the bearer into the cache. Where it lies is only a hint: it may move meanwhile.</summary>
    /// <remarks>A process is made just after its first call, which mostly lies in front: that comes too.</remarks>
    internal unsafe void Prefetch(int number)
    {
        if (!Sse.IsSupported) return;
        var bearer = Unsafe.As<T?, nint>(ref slots[number].Bearer);
        for (var line = -2; line < 3; line++) Sse.Prefetch0((byte*)bearer + line * 64);
    }

    internal int Take(T bearer)
    {
        if (!free.TryPop(out var number))
        {
            if (end == Simulation.MaxNumbers)
                throw new RunStopped(EndReason.LimitReached,
                    $"more than {Simulation.MaxNumbers:N0} at a time, with {bearer}");
            if (end == slots.Length) Array.Resize(ref slots, slots.Length * 2);
            number = end++;
        }
        slots[number].Bearer = bearer;
        return number;
    }

    internal void Free(int number)
    {
        Renew(number);
        slots[number].Bearer = null;
        free.Push(number);
    }

    /// <summary>A number's bearer, and the generation of its event.</summary>
    struct Slot
    {
        internal T? Bearer;
        internal uint Generation;
    }
}
