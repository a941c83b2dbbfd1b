using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.Locks;

/// <summary>
/// A number of permits that nobody owns: any thread may give one back. With one permit it admits like a mutex.
/// </summary>
/// <remarks>E. W. Dijkstra, "Cooperating sequential processes", 1965.</remarks>
/// <param name="permits">How many may hold one at a time, from 1.</param>
/// <param name="initial">
/// How many are free at the start, from 0 to <paramref name="permits"/>; all when left out. The others count as held.
/// </param>
/// <param name="order">Who of those that wait is first.</param>
/// <param name="release">What becomes of a permit that is given back while threads wait.</param>
public sealed class Semaphore(
    int permits, int? initial = null, LineOrder order = LineOrder.Fifo, ReleaseRule release = ReleaseRule.HandOff)
    : BlockingLock(order, release, spin: default)
{
    int free = permits < 1
        ? throw new ArgumentOutOfRangeException(nameof(permits), permits, "must be at least 1")
        : initial is < 0 || initial > permits
            ? throw new ArgumentOutOfRangeException(
                nameof(initial), initial, $"must be from 0 to the permits, {permits}")
            : initial ?? permits;

    /// <summary>One that belongs to a machine at once.</summary>
    public Semaphore(Machine machine, int permits, int? initial = null, string? name = null) : this(permits, initial) =>
        machine.Add(name, this);

    // To explain a deadlock and to time what is held: who took a permit and has not given one back, and since when. Not
    // kept where walking it would cost.
    const int MostRemembered = 64;
    readonly (int Thread, long Since)[] holders =
        new (int, long)[permits <= MostRemembered ? permits : 0];
    int remembered;

    public override int Permits => permits;
    protected override int HeldAtStart => permits - free;
    public override IReadOnlyList<int> HeldBy => [.. holders.Take(remembered).Select(holder => holder.Thread)];

    public override int WhoHolds(Span<int> room)
    {
        var known = Math.Min(remembered, room.Length);
        for (var i = 0; i < known; i++) room[i] = holders[i].Thread;
        return known;
    }

    internal override bool LoseHolder(int thread)
    {
        for (var i = 0; i < remembered; i++)
            if (holders[i].Thread == thread) holders[i].Thread = ThreadTable.Departed;
        return false;
    }

    protected override bool TryTake(int thread)
    {
        if (free == 0) return false;
        free--;
        if (holders.Length > 0)
        {
            holders[remembered++] = (thread, Machine.Now);
            Held(thread);
        }
        return true;
    }

    protected override long GiveBack(int thread)
    {
        if (free == permits) throw Machine.Refuse(thread, $"releases {Name}, of which all {permits} permits are free");
        free++;
        if (remembered == 0) return Unknown;
        // Given back by another thread, it is taken to be the permit of the one that has held longest.
        var whose = remembered - 1;
        while (whose > 0 && holders[whose].Thread != thread) whose--;
        var since = holders[whose].Since;
        NoLongerHeld(holders[whose].Thread);
        remembered--;
        for (; whose < remembered; whose++) holders[whose] = holders[whose + 1];
        return since;
    }
}
