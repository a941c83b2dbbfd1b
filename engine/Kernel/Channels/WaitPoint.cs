using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.Channels;

/// <summary>Threads that wait for the same thing of a channel, in order of arrival.</summary>
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
    /// <remarks>Who was woken and goes back in line has taken nothing: the next may want less.</remarks>
    public Flow Block(int thread)
    {
        var gaveUp = machine.MustNotWait(thread, out var why);
        if (!gaveUp) line.Add(machine.Threads, thread);
        if (line.First != thread) WakeFirst();
        return gaveUp ? machine.FinishEarly(thread, why) : machine.BlockOnIO(thread, this);
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
