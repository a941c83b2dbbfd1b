using Timeslice.Des;

namespace Timeslice.Tests;

/// What a thread allocates is counted in blocks: a collection on any thread closes the block at hand.
static class Allocation
{
    /// So little, among a hundred thousand events, is nothing for each.
    public const long Noise = 16_384;

    /// Whole bytes for each turn that a model takes once it is warm; it must go on for ever.
    public static double PerTurn(Simulation simulation, Func<long> turns)
    {
        var (part, end) = (2.Ms, 2.Ms);
        simulation.Run(until: end);
        var (allocated, before) = (GC.GetAllocatedBytesForCurrentThread(), turns());
        while (turns() - before <= 2 * Noise)
            simulation.Run(until: end += part).Reason.ShouldBe(EndReason.TimeReached);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        return Math.Floor((double)allocated / (turns() - before));
    }
}
