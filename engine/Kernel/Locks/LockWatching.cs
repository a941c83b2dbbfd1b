namespace Timeslice.Kernel.Locks;

/// <content>Who is there, for those who watch; written down without allocating, as it may change often.</content>
public abstract partial class Lock
{
    /// <summary>
    /// Threads that use CPUs to wait, or will when they have one: the waiters of a spin lock, beside those of others.
    /// </summary>
    public virtual int Spinners => 0;

    /// <summary>
    /// Writes down who holds it as far as there is room; negative numbers stand for threads that have exited.
    /// </summary>
    /// <returns>How many were written, which may be fewer than the holders: not every permit has a known one.</returns>
    public virtual int WhoHolds(Span<int> room)
    {
        if (Owner == -1 || room.Length == 0) return 0;
        room[0] = Owner;
        return 1;
    }

    /// <summary>
    /// Writes down who waits, as far as there is room: those in line from its head on, then those that spin.
    /// </summary>
    /// <returns>How many wait, written down or not.</returns>
    public abstract int WhoWaits(Span<int> room);

    /// <summary>Who watches is told that a thread begins, or ceases, to use its CPU to wait.</summary>
    private protected void Spins(int thread, bool spins) =>
        Machine.Observer?.SpinChanged(Machine, this, thread, spins);
}
