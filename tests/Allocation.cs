using Timeslice.Des;

namespace Timeslice.Tests;

/// What a thread allocates is counted in blocks: a collection on any thread closes the block at hand.
static class Allocation
{
    /// So little, among a hundred thousand events, is nothing for each.
    public const long Noise = 16_384;

    const int Windows = 9;

    /// Whole bytes for each turn that a model takes once it is warm; it must go on for ever. Of several stretches the
    /// median: what every turn allocates is in all of them, what collections elsewhere add is in few.
    public static double PerTurn(Simulation simulation, Func<long> turns)
    {
        var (part, end) = (2.Ms, 2.Ms);
        simulation.Run(until: end);
        var found = new double[Windows];
        for (var window = 0; window < Windows; window++)
        {
            var (allocated, before) = (GC.GetAllocatedBytesForCurrentThread(), turns());
            while (turns() - before <= Noise / 2)
                simulation.Run(until: end += part).Reason.ShouldBe(EndReason.TimeReached);
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            found[window] = Math.Floor((double)allocated / (turns() - before));
        }
        Array.Sort(found);
        return found[Windows / 2];
    }
}
