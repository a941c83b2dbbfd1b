namespace Timeslice.Tests;

/// What a thread allocates is counted in blocks: a collection on any thread closes the block at hand.
static class Allocation
{
    /// So little, among a hundred thousand events, is nothing for each.
    public const long Noise = 16_384;
}
