using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Tests.Reference;

namespace Timeslice.Tests.Kernel;

/// Whole rounds of slices are jumped when nobody watches: nothing but the time it takes may tell.
public class LawsOfRoundJumps
{
    [Fact]
    public void Jumped_or_gone_through_slice_by_slice_all_is_the_same()
    {
        var (cases, jumping, slices, jumped) = (0, 0, 0L, 0L);
        foreach (var seed in Cases.Seeds(2_000))
        {
            var (expected, none, _) = RoundJumpCases.Run(seed, isWatched: true);
            var (told, some, preempted) = RoundJumpCases.Run(seed, isWatched: false);
            none.ShouldBe(0);
            for (var i = 0; i < Math.Max(expected.Count, told.Count); i++)
                if (expected.ElementAtOrDefault(i) != told.ElementAtOrDefault(i))
                    Assert.Fail($"seed {seed}, {some} slices jumped:\nslice by slice: {expected.ElementAtOrDefault(i)}\n"
                        + $"in jumps:       {told.ElementAtOrDefault(i)}");
            cases++;
            if (some > 0) jumping++;
            (slices, jumped) = (slices + preempted, jumped + some);
        }
        // Otherwise the law would hold for want of jumps.
        (jumping / (double)cases).ShouldBeGreaterThan(0.6, $"{jumping} of {cases} cases jumped, {jumped} of {slices}");
    }
}
