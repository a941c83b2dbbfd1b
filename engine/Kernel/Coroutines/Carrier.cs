using Timeslice.Kernel.Channels;

namespace Timeslice.Kernel.Coroutines;

/// <summary>A thread that runs coroutines; it waits as a whole when none of them can go on.</summary>
/// <param name="isHelper">It only waits for devices, for coroutines that others run.</param>
sealed class Carrier(EventLoop loop, int thread, bool isHelper) : IAwaited
{
    public EventLoop Loop => loop;
    public int Thread => thread;
    public bool IsHelper => isHelper;

    /// <summary>Those that it alone may run, or that it runs before others take them.</summary>
    public CoroutineQueue Own { get; } = new();

    /// <summary>Its own program, as one of the coroutines; null where it was made to run others.</summary>
    public Coroutine? Main { get; set; }

    /// <summary>What it runs; null: it looks for something to run.</summary>
    public Coroutine? Current { get; set; }

    /// <summary>Of a helper, the operation that it executes for its coroutine.</summary>
    public int Job { get; set; }

    /// <summary>Whom it is about to have a helper wait for.</summary>
    public Coroutine? HandsOver { get; set; }

    /// <summary>How many it has run since it last asked the kernel.</summary>
    public int Taken { get; set; }

    /// <summary>It waits until one of its coroutines can go on.</summary>
    public bool IsParked { get; set; }

    /// <summary>When it last began to run coroutines, having asked the kernel, in nanoseconds.</summary>
    public long TurnSince { get; set; }

    /// <summary>With which status its own program was done.</summary>
    public int Status { get; set; }

    bool IAwaited.IsShared => false;
    string IAwaited.What => loop.What;
    string IAwaited.Means => "the other end open";

    /// <summary>It looks again.</summary>
    public void Unpark()
    {
        if (!IsParked) return;
        IsParked = false;
        loop.Machine.Retry(thread);
    }

    void IAwaited.Forget(int parked) => IsParked = false;

    void IAwaited.PassOn() => loop.UnparkOne(isHelper, but: this);

    bool IAwaited.IsServedBy(OpenFile file) => loop.CanBeServedBy(file);
}
