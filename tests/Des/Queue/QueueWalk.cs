using Timeslice.Des;

namespace Timeslice.Tests.Des;

/// <summary>Random walks over a queue beside the model; a failure names the walk, to be pasted back.</summary>
static class QueueWalk
{
    /// <summary>Adds, takes, peeks and purges at random, in moods that let the queue grow and shrink.</summary>
    public static void Compare(IQueueUnderTest queue, Distances distances, ulong seed, int steps)
    {
        var walk = $"QueueWalk.Compare(queue, Distances.{distances}, {seed}, {steps})";
        var model = new ModelQueue();
        var random = new RandomStream(seed, 0, "walk");
        var now = 0L;
        var mood = 0UL;
        for (var step = 0; step < steps; step++)
        {
            if (step % 128 == 0) mood = random.NextBits() % 4;
            var action = random.NextBits() % 100;
            if (action == 0 && random.NextBits() % 8 == 0)
            {
                var divisor = (int)(random.NextBits() % 5);
                var (dropped, expected) = (new DropEvery(divisor), new DropEvery(divisor));
                queue.Purge(ref dropped).ShouldBe(model.Purge(ref expected), walk);
                dropped.Asked.ShouldBe(expected.Asked, walk);
            }
            else if (action < 12)
            {
                var time = model.NextTime - (long)(random.NextBits() % 2);
                var due = queue.TryTakeAt(time, out var e);
                due.ShouldBe(model.TryTakeAt(time, out var expected), walk);
                e.ShouldBe(expected, walk);
                if (due) now = e.Time;
            }
            else if (action < 15 + 22 * mood)
            {
                var taken = queue.TryTake(out var e);
                taken.ShouldBe(model.TryTake(out var expected), walk);
                e.ShouldBe(expected, walk);
                if (taken) now = e.Time;
            }
            else
            {
                var distance = random.NextBits() % 8 == 0 ? 0 : distances.Sample(ref random);
                var time = Math.Max(now, LaterBy(distance, now) - (long)(random.NextBits() % 2));
                for (var copies = random.NextBits() % 64 == 0 ? 70 : 1; copies > 0; copies--)
                {
                    queue.Add(time, step, (uint)copies);
                    model.Add(time, step, (uint)copies);
                }
            }

            queue.Count.ShouldBe(model.Count, walk);
            if (random.NextBits() % 2 == 0) queue.NextTime.ShouldBe(model.NextTime, walk);
        }

        while (model.TryTake(out var expected))
        {
            queue.TryTake(out var e).ShouldBeTrue(walk);
            e.ShouldBe(expected, walk);
        }

        queue.TryTake(out _).ShouldBeFalse(walk);
    }

    /// <summary>
    /// Fills a queue, turns it over by holds, empties it: each event leaves after all earlier ones and its elder
    /// equals.
    /// </summary>
    public static void FillAndHold(int size, Distances distances, long start, ulong seed)
    {
        var walk = $"QueueWalk.FillAndHold({size}, Distances.{distances}, {start}, {seed})";
        var queue = new EventQueue();
        var random = new RandomStream(seed, 0, "fill");
        queue.Add(start, -1, 0);
        queue.TryTake(out var last).ShouldBeTrue(walk);
        var added = 0;
        for (; added < size; added++) queue.Add(start + distances.Sample(ref random), added, 0);
        for (var i = 0; i < 2 * size; i++)
        {
            if (!queue.TryTake(out var e) || e.Time < last.Time || (e.Time == last.Time && e.Id <= last.Id))
                Assert.Fail($"{walk}: after {last} came {e}");
            last = e;
            if (i < size) queue.Add(LaterBy(distances.Sample(ref random), e.Time), added++, 0);
        }

        queue.Count.ShouldBe(0, walk);
    }

    static long LaterBy(long distance, long time) => distance > long.MaxValue - time ? long.MaxValue : time + distance;
}
