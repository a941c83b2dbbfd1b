using System.Runtime.CompilerServices;

namespace Timeslice.Des;

/// <summary>The frame of one method: holds the state machine that the compiler made of it.</summary>
/// <remarks>
/// Frames come from a pool per method and thread. That is the one static state of the engine: a simulation runs on
/// one thread, several simulations on several, and a frame carries nothing from one call to the next, so the pool
/// cannot be observed. It keeps a bounded number; the rest is left to the garbage collector.
/// </remarks>
internal sealed class MachineFrame<TMachine, T> : Frame<T> where TMachine : IAsyncStateMachine
{
    const int MostPooled = 4_096;

    [ThreadStatic] static Pool? pool;

    TMachine? machine;

    internal static MachineFrame<TMachine, T> Rent()
    {
        var free = pool ??= new();
        var frame = free.First;
        if (frame is null) return new();
        free.First = (MachineFrame<TMachine, T>?)frame.Parent;
        free.Count--;
        frame.Parent = null;
        return frame;
    }

    internal void Hold(TMachine its) => machine = its;

    internal override void MoveNext() => machine!.MoveNext();

    internal override void Release()
    {
        (machine, Result, Error, HasEnded) = (default, default, null, false);
        (Parent, Coroutine) = (null, null!);
        var free = pool ??= new();
        if (free.Count == MostPooled) return;
        Parent = free.First;
        free.First = this;
        free.Count++;
    }

    /// <summary>Free frames, linked by their parents.</summary>
    sealed class Pool
    {
        internal MachineFrame<TMachine, T>? First;
        internal int Count;
    }
}
