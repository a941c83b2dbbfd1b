using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.Channels;

/// <summary>Threads that wait for the same thing of a channel, in order of arrival.</summary>
/// <remarks>
/// Whoever takes a part of what there is, in line or not, wakes the first for the rest: so one that was woken and finds
/// too little may go back in line without looking after the next.
/// </remarks>
/// <param name="what">For what, for people.</param>
/// <param name="isThere">Whether there is what the first in line waits for.</param>
/// <param name="isServedBy">Which open files could bring it.</param>
sealed class WaitPoint(Machine machine, Func<string> what, Func<int, bool> isThere, Func<OpenFile, bool> isServedBy)
    : IAwaited
{
    ThreadQueue line;

    public int Count => line.Count;
    public string What => what();

    /// <summary>
    /// The thread executes its operation again when it is woken; or it may wait no longer, and its call is over.
    /// </summary>
    public Flow Block(int thread)
    {
        if (machine.AwaitsFile(thread)) return machine.Coroutines.WaitForFile(thread);
        if (machine.MustNotWait(thread, out var why)) return machine.FinishEarly(thread, why);
        line.Add(machine.Threads, thread);
        return machine.BlockOnIO(thread, this);
    }

    /// <summary>Wakes the first in line if there is what it waits for.</summary>
    public void WakeFirst()
    {
        if (line.Count > 0 && isThere(line.First)) machine.Retry(line.Take(machine.Threads));
    }

    /// <summary>Wakes all: what they wait for will never come, or not in the usual way.</summary>
    public void WakeAll()
    {
        while (line.Count > 0) machine.Retry(line.Take(machine.Threads));
    }

    void IAwaited.Forget(int thread)
    {
        var wasFirst = line.First == thread;
        line.Remove(machine.Threads, thread);
        // Who stood behind may want less.
        if (wasFirst) WakeFirst();
    }

    void IAwaited.PassOn() => WakeFirst();

    bool IAwaited.IsServedBy(OpenFile file) => isServedBy(file);
}
