using Timeslice.Des;

namespace Timeslice.Kernel;

/// <summary>What is decided at the end of an instant, in this order.</summary>
enum Deciding
{
    /// <summary>A CPU without a thread looks for one: nobody is preempted for a CPU that is free.</summary>
    Free,

    /// <summary>A CPU decides anew whether it goes on with its thread.</summary>
    Anew,

    /// <summary>A ready thread that nobody has picked looks for an idle CPU, or for one that it preempts.</summary>
    Candidate,

    /// <summary>One whose slice was over looks for an idle CPU only.</summary>
    Waiting,

    /// <summary>A core sees how many of its CPUs are busy now.</summary>
    Core,
}

/// <summary>What is to be decided at the end of this instant: each kind in order of asking.</summary>
sealed class Decisions
{
    const int None = -1;

    readonly NowLane[] lanes = [.. Enum.GetValues<Deciding>().Select(_ => new NowLane())];

    // Nearly always there is one thing to decide: it does not queue.
    int alone = None;
    Deciding aloneIs;
    uint aloneGeneration;

    public int Count { get; private set; }

    /// <param name="generation">Tells a thread from a later one with the same number.</param>
    public void Ask(Deciding what, int number, uint generation)
    {
        if (Count++ == 0)
        {
            (alone, aloneIs, aloneGeneration) = (number, what, generation);
            return;
        }
        if (alone != None) lanes[(int)aloneIs].Add(alone, aloneGeneration);
        alone = None;
        lanes[(int)what].Add(number, generation);
    }

    /// <summary>What comes first; there must be something.</summary>
    public (Deciding What, int Number, uint Generation) Take()
    {
        Count--;
        if (alone != None)
        {
            var taken = (aloneIs, alone, aloneGeneration);
            alone = None;
            return taken;
        }
        var next = First();
        lanes[(int)next].TryTake(out var number, out var generation);
        return (next, number, generation);
    }

    /// <summary>What will be taken next.</summary>
    public (Deciding What, int Number) Next =>
        alone != None ? (aloneIs, alone) : (First(), lanes[(int)First()].First);

    Deciding First()
    {
        var what = Deciding.Free;
        while (lanes[(int)what].Count == 0) what++;
        return what;
    }
}
