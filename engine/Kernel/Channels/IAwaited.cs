using Timeslice.Kernel.Processes;

namespace Timeslice.Kernel.Channels;

/// <summary>What a thread in state <see cref="ThreadState.BlockedOnIO"/> waits at.</summary>
/// <remarks>
/// Who is woken has nothing yet: it executes its operation again when it comes to a CPU, and may find that others were
/// faster. So a wake-up that comes to a thread which dies first is passed on.
/// </remarks>
interface IAwaited
{
    /// <summary>A blocked thread leaves: it has died, its time is up, or it is interrupted.</summary>
    void Forget(int thread);

    /// <summary>A thread that was woken has died before it could look: another may have what there is.</summary>
    void PassOn();

    /// <summary>The call of a thread that waited here, or was to, has come back, or died.</summary>
    void Over(int thread) { }

    /// <summary>How a call fails whose time is up; null: it answers 0.</summary>
    Errno? WhenTimeIsUp => Errno.TimedOut;

    /// <summary>Several may wait there for the same: nobody does who is stopped and cannot use it.</summary>
    bool IsShared => true;

    /// <summary>For what a thread waits, for people: <c>bytes in orders</c>.</summary>
    string What { get; }

    /// <summary>The open files by which others could let it go on.</summary>
    bool IsServedBy(OpenFile file);

    /// <summary>Whether a process could let it go on, by what it has open or otherwise.</summary>
    bool IsServedBy(Process process) => process.Handles.All.Any(IsServedBy);

    /// <summary>What those have that could let it go on, for people.</summary>
    string Means => "the other end open";
}
