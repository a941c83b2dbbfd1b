namespace Timeslice.Kernel.Calls;

/// <summary>A lock that a thread holds: <c>using</c> gives it back on every way out.</summary>
/// <remarks>Giving back is a call as well: the thread makes it, and pays for it, before its next one.</remarks>
public readonly struct Hold : IDisposable
{
    readonly Locks.Lock held;
    readonly Thread thread;

    internal Hold(Locks.Lock held, Thread thread) => (this.held, this.thread) = (held, thread);

    /// <summary>It holds something: false when the lock was not to be had in time.</summary>
    public bool IsTaken => thread is not null;

    /// <summary>Gives it back; to be called once, by the thread that took it.</summary>
    /// <exception cref="InvalidOperationException">Another runs.</exception>
    public void Dispose()
    {
        if (thread is null) return;
        if (!thread.IsCurrent) throw new InvalidOperationException($"{thread} alone gives back its {held.Name}");
        thread.Calling.Add(held.Giving);
    }
}
