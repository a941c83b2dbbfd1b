using Timeslice.Des;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Calls;

/// <summary>What the method of a thread can ask of a System V semaphore.</summary>
public static class SemaphoreCalls
{
    /// <summary>Changes it; waits until it can be. 0, or below 0 why nothing was changed.</summary>
    /// <param name="change">What is added; below 0, what is taken; 0 waits until nothing is there.</param>
    /// <param name="undo">Whether the end of the process undoes it.</param>
    /// <param name="within">How long it waits at most; for ever when left out.</param>
    public static AnswerCall Semop(this SystemVSemaphore one, Thread self, long change, bool undo = false,
        Duration? within = null, IoMode? mode = null) =>
        new(self, within is null && mode is null ? Own(one, self).Changing(undo)
            : new Semop.Step(new(Own(one, self).Number), null, undo, within, mode), change);

    static SystemVSemaphore Own(SystemVSemaphore one, Thread self) => one.IsOf(self.Machine)
        ? one
        : throw new InvalidOperationException($"{self} uses a channel of another machine, or of none");
}
