using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.Locks;

/// <summary>
/// A number of permits that nobody owns: any thread may give one back. With one permit it admits like a mutex.
/// </summary>
/// <param name="permits">How many may hold one at a time, from 1.</param>
public sealed class Semaphore(int permits) : Lock
{
    int free = permits >= 1
        ? permits
        : throw new ArgumentOutOfRangeException(nameof(permits), permits, "must be at least 1");

    // Only to explain a deadlock: who took a permit and has not given one back. Not kept where walking it would cost.
    const int MostRemembered = 64;
    readonly List<int> holders = [];

    public override int Permits => permits;
    public override IReadOnlyList<int> HeldBy => holders;

    internal override bool LoseHolder(int thread)
    {
        for (var i = 0; i < holders.Count; i++)
            if (holders[i] == thread) holders[i] = ThreadTable.Departed;
        return false;
    }

    protected override bool TryTake(int thread)
    {
        if (free == 0) return false;
        free--;
        if (permits <= MostRemembered) holders.Add(thread);
        return true;
    }

    protected override void GiveBack(int thread)
    {
        if (free == permits) throw Machine.Refuse(thread, $"releases {Name}, of which all {permits} permits are free");
        free++;
        if (permits <= MostRemembered && !holders.Remove(thread)) holders.RemoveAt(0);
    }
}
