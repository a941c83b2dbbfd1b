using Timeslice.Kernel.Coroutines;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel;

/// <content>The coroutines of its threads.</content>
public sealed partial class Machine
{
    Coroutines.Coroutines? coroutines;

    internal Coroutines.Coroutines Coroutines => coroutines ??= new(this, lifecycle);

    /// <summary>Null where no program has used any.</summary>
    internal Coroutines.Coroutines? AnyCoroutines => coroutines;

    /// <summary>A call of the thread's coroutine must not block the thread: the coroutine waits alone.</summary>
    internal bool Awaits(int thread) => coroutines is not null && coroutines.Awaits(thread);

    /// <summary>The same, of one that works on a file, which tells when it can go on.</summary>
    internal bool AwaitsFile(int thread) => Awaits(thread) && Threads.Transfers[thread].File is not null;

    /// <summary>The call of a thread works on a file from now on.</summary>
    internal void Pin(int thread, Channels.OpenFile file, bool writes)
    {
        ref var transfer = ref Threads.Transfers[thread];
        if (transfer.File is not null) return;
        (transfer.File, transfer.Writes) = (file, writes);
        file.AddUser();
    }

    /// <summary>The thread runs another coroutine than its own program.</summary>
    internal bool IsInCoroutine(int thread) =>
        coroutines?.Find(thread) is { Current: var current, Main: var main } && current != main;

    /// <summary>
    /// Where a program starts; the first time, the names by which it reports something are made known.
    /// </summary>
    internal int Prepare(Program program)
    {
        if (code.Find(program) is { } known) return known;
        var start = code.Load(program);
        foreach (var step in program.Load()) step.Announce(this);
        return start;
    }

    /// <summary>The operation that a thread executes next was paid for.</summary>
    internal void HasPaid(int thread) => Threads[thread].Flags |= Timeslice.Kernel.Threads.ThreadFlags.CostPaid;

    /// <summary>Room for the values of the variables of one thread.</summary>
    internal long[] RoomForVariables() => variablesOfThreads.Count == 0 ? [] : new long[variablesOfThreads.Count];

    internal void KeepVariables(int thread, long[] values)
    {
        for (var i = 0; i < values.Length; i++) values[i] = variablesOfThreads[i].For(thread);
    }

    internal void SetVariables(int thread, long[] values)
    {
        for (var i = 0; i < values.Length; i++) variablesOfThreads[i].For(thread) = values[i];
    }
}
