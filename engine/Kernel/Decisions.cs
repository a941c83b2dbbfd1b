using Timeslice.Des;

namespace Timeslice.Kernel;

/// <summary>
/// The CPUs that decide at the end of this instant what they run: free ones first, so
/// that nobody is preempted for a CPU that is free.
/// </summary>
sealed class Decisions(Cpu[] cpus)
{
    const int None = -1;

    readonly NowLane free = new(), sliceOver = new();

    // Nearly always one CPU decides: it does not queue.
    int alone = None;
    bool aloneIsFree;

    /// <summary>CPUs that have asked and not been taken.</summary>
    public int Count { get; private set; }

    /// <summary>The CPU will decide. One that asked when its slice was over asks anew when it becomes free.</summary>
    public void Ask(Cpu cpu)
    {
        cpu.IsDeciding = true;
        if (Count++ == 0) (alone, aloneIsFree) = (cpu.Number, cpu.Thread < 0);
        else Queue(cpu);
    }

    /// <summary>
    /// The CPU whose turn it is, or null when it has decided already: it became free after its slice was over.
    /// </summary>
    public Cpu? Take()
    {
        Count--;
        var cpu = cpus[alone != None ? alone : Dequeue()];
        alone = None;
        if (!cpu.IsDeciding) return null;
        cpu.IsDeciding = false;
        return cpu;
    }

    /// <summary>Whose turn is next; there must be one.</summary>
    public Cpu Next => cpus[alone != None ? alone : free.Count > 0 ? free.First : sliceOver.First];

    void Queue(Cpu cpu)
    {
        if (alone != None) Queue(alone, aloneIsFree);
        alone = None;
        Queue(cpu.Number, cpu.Thread < 0);
    }

    void Queue(int cpu, bool isFree) => (isFree ? free : sliceOver).Add(cpu, 0);

    int Dequeue()
    {
        if (!free.TryTake(out var number, out _)) sliceOver.TryTake(out number, out _);
        return number;
    }
}
