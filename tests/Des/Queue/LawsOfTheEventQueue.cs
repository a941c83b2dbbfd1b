using CsCheck;
using Timeslice.Des;

namespace Timeslice.Tests.Des;

public class LawsOfTheEventQueue
{
    [Theory]
    [InlineData(Distances.Equal), InlineData(Distances.Few), InlineData(Distances.Narrow)]
    [InlineData(Distances.Exponential), InlineData(Distances.Bimodal), InlineData(Distances.EveryMagnitude)]
    [InlineData(Distances.Bursts), InlineData(Distances.PowersOf256), InlineData(Distances.Huge)]
    public void Any_interleaving_behaves_like_a_sorted_list_that_is_first_in_first_out(Distances distances)
    {
        for (var seed = 0UL; seed < 12; seed++) QueueWalk.Compare(new RealQueue(), distances, seed, steps: 4_000);
    }

    [Fact]
    public void Random_walks_of_every_kind_agree_with_the_model() =>
        Gen.Select(Gen.ULong, Gen.Enum<Distances>(), Gen.Int[1, 1500])
            .Sample(
                (seed, distances, steps) => QueueWalk.Compare(new RealQueue(), distances, seed, steps),
                iter: 300,
                threads: 1);

    [Theory]
    [InlineData(3), InlineData(100), InlineData(5_000)]
    public void The_earliest_event_but_for_some_ids_is_told_exactly_or_too_early(int size)
    {
        foreach (var distances in Enum.GetValues<Distances>())
        {
            var (queue, random, exact, now) = (new EventQueue(), new RandomStream(1, 0, $"{distances}"), 0, 0L);
            var pending = new List<Event>();
            for (var step = 0; step < 100; step++)
            {
                while (queue.Count < size)
                {
                    var time = Math.Min(now + distances.Sample(ref random) / 128, long.MaxValue - 1);
                    pending.Add(new(time, (int)(random.NextBits() % 100), 0));
                    queue.Add(time, pending[^1].Id, 0);
                }
                var (first, count) = ((int)(random.NextBits() % 90), (int)(random.NextBits() % 100));
                var others = pending.Where(e => e.Id < first || e.Id >= first + count).Select(e => e.Time);
                var truth = others.DefaultIfEmpty(long.MaxValue).Min();
                var told = queue.EarliestBut(first, count);
                told.ShouldBeInRange(queue.NextTime, truth);
                if (told == truth) exact++;
                for (var left = size / 2 + 1; left > 0; left--)
                {
                    queue.TryTake(out var taken);
                    pending.Remove(taken);
                    now = taken.Time;
                }
            }
            exact.ShouldBeGreaterThan(50, $"{distances}");
        }
    }

    [Theory]
    [InlineData(Mistake.LastInFirstOut), InlineData(Mistake.LosesGeneration)]
    [InlineData(Mistake.TakesTooEarly), InlineData(Mistake.MiscountsPurge)]
    public void A_queue_with_a_mistake_does_not_pass_the_walk(Mistake mistake) =>
        Should.Throw<ShouldAssertException>(() => QueueWalk.Compare(new ModelQueue(mistake), Distances.Few, 1, 4_000));

    [Theory]
    [InlineData(1), InlineData(7), InlineData(8), InlineData(9), InlineData(11), InlineData(12), InlineData(13)]
    [InlineData(15), InlineData(16), InlineData(17), InlineData(23), InlineData(24), InlineData(25), InlineData(30)]
    [InlineData(31), InlineData(32), InlineData(61), InlineData(62), InlineData(63), InlineData(127), InlineData(128)]
    [InlineData(129), InlineData(511), InlineData(512), InlineData(513), InlineData(1023), InlineData(1024)]
    [InlineData(1025), InlineData(2047), InlineData(2048), InlineData(2049), InlineData(3071), InlineData(3072)]
    [InlineData(3073), InlineData(5_000), InlineData(70_000)]
    public void A_size_around_a_limit_comes_out_in_order_from_every_distribution(int size)
    {
        foreach (var distances in Enum.GetValues<Distances>())
            foreach (var start in new[] { 0L, 255, 256, 1L << 40 })
                if (size <= 3073 || start == 0) QueueWalk.FillAndHold(size, distances, start, seed: (ulong)size);
    }

    [Theory]
    [InlineData(Distances.Exponential), InlineData(Distances.Bursts), InlineData(Distances.Equal)]
    public void A_million_events_come_out_in_order(Distances distances) =>
        QueueWalk.FillAndHold(1_000_000, distances, start: 0, seed: 1);

    [Fact]
    public void Times_up_to_the_last_nanosecond_are_kept_apart()
    {
        var queue = new EventQueue();
        for (var i = 0; i < 3_000; i++) queue.Add(long.MaxValue - i % 300, i, 0);
        queue.Add(0, -1, 7);
        queue.TryTake(out var first).ShouldBeTrue();
        first.ShouldBe(new Event(0, -1, 7));
        for (var time = long.MaxValue - 299; ; time++)
        {
            queue.NextTime.ShouldBe(time);
            for (var i = 0; i < 10; i++)
            {
                queue.TryTakeAt(time, out var e).ShouldBeTrue();
                ((long)e.Id).ShouldBe(i * 300 + (long.MaxValue - time));
            }

            if (time == long.MaxValue) break;
        }

        queue.Add(long.MaxValue, 5, 0);
        queue.TryTakeAt(long.MaxValue, out _).ShouldBeTrue();
        queue.TryTakeAt(long.MaxValue, out _).ShouldBeFalse();
        queue.Count.ShouldBe(0);
    }

    [Fact]
    public void An_event_before_the_last_one_taken_is_our_bug()
    {
        var queue = new EventQueue();
        Should.Throw<InvalidOperationException>(() => queue.Add(-1, 0, 0));
        queue.Add(10, 0, 0);
        queue.TryTake(out _).ShouldBeTrue();
        Should.Throw<InvalidOperationException>(() => queue.Add(9, 3, 0)).Message
            .ShouldBe("Event 3 at 9 ns lies before the last one taken, at 10 ns.");
        queue.Count.ShouldBe(0);
        queue.Add(10, 4, 0);
        queue.TryTakeAt(10, out var e).ShouldBeTrue();
        e.Id.ShouldBe(4);
    }

    [Fact]
    public void A_peek_does_not_forbid_earlier_events()
    {
        var queue = new EventQueue();
        for (var i = 0; i < 2_000; i++) queue.Add((1L << 40) + i * 1_000, i, 0);
        for (var time = 5_000L; time >= 0; time--)
        {
            queue.Add(time, (int)time, 0);
            queue.NextTime.ShouldBe(time);
            queue.TryTakeAt(time - 1, out _).ShouldBeFalse();
        }

        for (var time = 0L; time <= 5_000; time++)
        {
            queue.TryTake(out var e).ShouldBeTrue();
            e.Time.ShouldBe(time);
        }

        queue.NextTime.ShouldBe(1L << 40);
    }

    [Fact]
    public void A_million_events_of_one_instant_with_others_just_before_leave_in_order()
    {
        var queue = new EventQueue();
        const long instant = 1_000_000;
        for (var i = 0; i < 500_000; i++)
        {
            queue.Add(instant, i, 0);
            queue.Add(instant - 1, i, 0);
        }

        for (var i = 0; i < 500_000; i++)
        {
            queue.TryTakeAt(instant - 1, out var e).ShouldBeTrue();
            if (e.Id != i) e.Id.ShouldBe(i);
            queue.Add(instant, 500_000 + i, 0);
        }

        for (var i = 0; i < 2_000_000; i++)
        {
            if (i % 2 == 0) queue.Add(instant, 1_000_000 + i / 2, 0);
            queue.TryTakeAt(instant, out var e).ShouldBeTrue();
            if (e.Id != i) e.Id.ShouldBe(i);
        }

        queue.Count.ShouldBe(0);
    }

    [Fact]
    public void A_queue_that_has_its_size_allocates_nothing()
    {
        var queue = new EventQueue();
        var random = new RandomStream(1, 0, "allocation");
        for (var i = 0; i < 20_000; i++) queue.Add(Distances.Exponential.Sample(ref random), i, 0);
        Hold(queue, ref random, 100_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Hold(queue, ref random, 300_000);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void A_million_events_cost_17_bytes_each()
    {
        var queue = new EventQueue();
        var random = new RandomStream(1, 0, "memory");
        for (var i = 0; i < 1_000_000; i++) queue.Add(Distances.Exponential.Sample(ref random), i, 0);
        Hold(queue, ref random, 500_000);
        (queue.Bytes / 1e6).ShouldBeLessThan(17.5);
    }

    [Fact]
    public void Armed_and_cancelled_timeouts_reuse_the_memory_that_purges_free()
    {
        var queue = new EventQueue();
        var random = new RandomStream(1, 0, "timeouts");
        var early = 0L;
        for (var round = 1; round <= 400; round++)
        {
            for (var i = 0; i < 500; i++) queue.Add(round + (long)(random.NextBits() % 1_000_000_000) + 1, i * 2, 0);
            queue.Add(round, 1, 0);
            queue.TryTake(out _).ShouldBeTrue();
            var cancelled = new DropEvery(2);
            queue.Purge(ref cancelled).ShouldBe(500);
            queue.Count.ShouldBe(0);
            if (round == 20) early = queue.Bytes;
        }

        queue.Bytes.ShouldBe(early);
    }

    static void Hold(EventQueue queue, ref RandomStream random, int operations)
    {
        for (var i = 0; i < operations; i++)
        {
            queue.TryTake(out var e);
            queue.Add(e.Time + Distances.Exponential.Sample(ref random), e.Id, e.Generation);
        }
    }
}
