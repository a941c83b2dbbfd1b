using Timeslice.Des;

namespace Timeslice.Tests.Des;

public class LawsOfTheNowLane
{
    [Fact]
    public void What_comes_first_leaves_first_while_the_ring_turns_and_grows()
    {
        var lane = new NowLane(1);
        var model = new Queue<int>();
        var random = new RandomStream(1, 0, "lane");
        for (var i = 0; i < 100_000; i++)
        {
            if (random.NextBits() % 16 < (i % 1000 < 600 ? 9UL : 6UL))
            {
                lane.Add(i, (uint)~i);
                model.Enqueue(i);
            }
            else if (lane.TryTake(out var id, out var generation))
            {
                id.ShouldBe(model.Dequeue());
                generation.ShouldBe((uint)~id);
            }

            lane.Count.ShouldBe(model.Count);
        }
    }

    [Fact]
    public void An_empty_lane_gives_nothing() => new NowLane().TryTake(out _, out _).ShouldBeFalse();

    [Fact]
    public void A_lane_that_has_its_size_allocates_nothing()
    {
        var lane = new NowLane();
        for (var i = 0; i < 100; i++) lane.Add(i, 0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10_000; i++)
        {
            lane.TryTake(out var id, out var generation);
            lane.Add(id, generation);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }
}
