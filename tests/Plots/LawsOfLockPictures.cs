using Timeslice.Des;
using Timeslice.Experiments;
using Timeslice.Kernel;
using Timeslice.Plots;
using Timeslice.Plots.Breakdown;
using Timeslice.Plots.Charts;
using Timeslice.Plots.Lanes;
using Timeslice.Plots.Locks;
using Timeline = Timeslice.Experiments.Timeline;

namespace Timeslice.Tests.Plots;

/// What pictures of locks show, counted by hand.
public class LawsOfLockPictures
{
    static readonly TimeWindow All = new(0, 100);

    [Fact]
    public void A_holder_keeps_its_row_while_others_come_and_go()
    {
        var scene = new LockScene(new("kitchen", 3,
        [
            Stretch(0, 10, [4]), Stretch(10, 20, [4, 5]), Stretch(20, 30, [5]), Stretch(30, 40, [5, 6, 7]),
        ]), All);
        scene.HolderRows.ShouldBe(3);
        scene.Holders().Select(Text).ShouldBe(["4: 0–20, 6: 30–40", "5: 10–40", "7: 30–40"]);
    }

    [Fact]
    public void The_line_moves_up_row_by_row_and_who_spins_stands_behind_who_is_blocked()
    {
        var scene = new LockScene(new("door", 1,
        [
            Stretch(0, 10, [1], 2, 3), Stretch(10, 20, [2], 3, 4) with { Spinning = 1 }, Stretch(20, 30, [3], 4),
        ]), All);
        scene.Waiters(16).Select(Text).ShouldBe(["2: 0–10, 3: 10–20, 4: 20–30", "3: 0–10, 4 spins: 10–20"]);
        scene.Waiters(1).Count.ShouldBe(1);
        (scene.MostWaiting, scene.Waited).ShouldBe((2, 50));
    }

    [Fact]
    public void Holders_whom_nobody_knows_are_counted_and_nobody_holds_a_barrier()
    {
        var crowd = new LockScene(new("hall", 100, [new(0, 10, 40, 0, -1), new(10, 20, 41, 0, -1)]), All);
        crowd.Holders().Single().ShouldBe([new(0, 10, -1, Count: 40), new(10, 20, -1, Count: 41)]);
        var gate = new LockScene(new("gate", 0, [new(0, 10, 0, 1, -1) { Line = [3] }]), All);
        gate.Holders().ShouldBeEmpty();
        gate.Waiters(16).Select(Text).ShouldBe(["3: 0–10"]);
    }

    [Fact]
    public void Arrows_lead_from_who_unlocks_to_who_waited()
    {
        LockLane handOff = new("door", 1, [Stretch(0, 10, [1], 2, 3), Stretch(10, 20, [2], 3), Stretch(20, 30, [3])]);
        HandOff.Of(handOff, All).ShouldBe([new(10, 1, 2), new(20, 2, 3)]);
        // Free at 10, for 2 was woken only; 3 gives up at 25.
        LockLane barging = new("door", 1, [Stretch(0, 10, [1], 2), Stretch(12, 25, [2], 3), Stretch(25, 30, [2])]);
        HandOff.Of(barging, All).ShouldBe([new(10, 1, 2)]);
        LockLane readers = new("book", int.MaxValue, [Stretch(0, 10, [0], 4, 5), Stretch(10, 20, [4, 5])]);
        HandOff.Of(readers, All).ShouldBe([new(10, 0, 4), new(10, 0, 5)]);
        LockLane gate = new("gate", 0, [new(0, 10, 0, 1, -1) { Line = [3] }]);
        HandOff.Of(gate, All).ShouldBeEmpty();
    }

    [Fact]
    public void Arrows_that_are_too_many_to_be_read_are_left_out()
    {
        Readable(Chain(30), lanes: 8).Count.ShouldBe(30);
        Readable(Chain(100), lanes: 8).ShouldBeEmpty();
        Readable(Chain(30), lanes: 1).ShouldBeEmpty("the other end has no lane");

        static LockLane Chain(int turns) => new("door", 1,
            [.. Enumerable.Range(0, turns).Select(i => Stretch(i * 10, i * 10 + 10, [i % 2], 1 - i % 2))]);
    }

    [Fact]
    public void Threads_that_live_in_the_window_have_the_first_lanes()
    {
        var run = new Timeline(
            100, 100, [],
            [Living("early", 0, 10), Living("a", 5, 60), Living("late", 90, 99), Living("b", 20, 80)], []);
        var order = new ThreadOrder(run, new(30, 50));
        order.First(4).ShouldBe([1, 3, 0, 2]);
        Enumerable.Range(0, 4).Select(thread => order[order.LaneOf(thread)]).ShouldBe([0, 1, 2, 3]);
    }

    [Fact]
    public void The_stretch_that_is_shown_has_the_longest_line_in_it()
    {
        var held = new LockLane("door", 1, [.. Enumerable.Range(0, 1000).Select(i =>
            i == 700 ? Stretch(i * 10, i * 10 + 10, [i % 2], 5, 6, 7) : Stretch(i * 10, i * 10 + 10, [i % 2], 5))]);
        var window = LockStory.Window([held], 10_000);
        window.From.ShouldBeInRange(6_500, 7_000);
        window.To.ShouldBeInRange(7_010, 7_500);
        LockStory.Window([held with { Segments = [.. held.Segments.Take(20)] }], 200).ShouldBe(new(0, 200));
        LockStory.Window([held with { Segments = [] }], 200).ShouldBe(new(0, 200));
    }

    [Fact]
    public void A_life_is_divided_without_rest_and_locks_are_ranked_by_the_time_spent_there()
    {
        var run = new Timeline(100, 100, [],
        [
            new("a", "app",
            [
                new(0, 10, ThreadState.RunningUser, -1), new(10, 15, ThreadState.RunningUser, 1),
                new(15, 20, ThreadState.BlockedOnLock, 0), new(20, 60, ThreadState.BlockedOnLock, 1),
                new(60, 100, ThreadState.Sleeping, -1),
            ]),
            new("b", "app", [new(50, 90, ThreadState.Ready, -1), new(90, 100, ThreadState.BlockedOnJoin, -1)]),
        ], [new("door", 1, []), new("gate", 0, [])]);
        var parts = new LifeParts(run);
        parts.Legend.Select(entry => entry.Label).ShouldBe(
        [
            "running (user)", "running (system)", "spinning", "ready", "gate", "door", "waiting for IO", "sleeping",
            "waiting for others to end", "stopped",
        ]);
        var rows = parts.Rows(run, most: 2);
        rows.Select(row => row.Life).ShouldBe([100, 50]);
        rows[0].Times.ShouldBe([10, 0, 5, 0, 40, 5, 0, 40, 0, 0]);
        rows[1].Times.ShouldBe([0, 0, 0, 40, 0, 0, 0, 0, 10, 0]);
    }

    [Fact]
    public void Many_threads_are_told_apart_by_name_only_and_many_locks_by_the_first()
    {
        var run = new Timeline(100, 100, [],
        [
            .. Enumerable.Range(0, 30).Select(i => new ThreadLane($"w {i}", "app",
                [new(0, i + 1, ThreadState.BlockedOnLock, i % 10)]) { Kind = i < 20 ? "w" : "v" }),
        ], [.. Enumerable.Range(0, 10).Select(i => new LockLane($"lock {i}", 1, []))]);
        var parts = new LifeParts(run);
        parts.Legend.Count(entry => entry.Label.StartsWith("lock ")).ShouldBe(Palette.LockCount);
        parts.Legend.ShouldContain(entry => entry.Label == "other locks");
        var rows = parts.Rows(run, most: 24);
        rows.Select(row => (row.Name, row.Threads, row.Life)).ShouldBe([("w", 20, 210), ("v", 10, 255)]);
        parts.RowOf("all", run.Threads).Life.ShouldBe(465);
    }

    [Fact]
    public void A_lock_that_is_not_there_is_refused_with_those_that_are()
    {
        var study = SyntheticStudy.Typical();
        Should.Throw<ChartException>(() => new LockLanes(["bath"]).Draw(study)).Message
            .ShouldBe("locks names 'bath', which is no lock of this run; its locks are cache, connections.");
        new LockLanes(["cache"], to: 10.Ms).Draw(study).Caption.Subtitle.ShouldContain("0 to 10 ms");
        Should.Throw<ChartException>(() => new LockLanes().Draw(SyntheticStudy.Empty())).Message
            .ShouldContain("no lock");
        Should.Throw<ChartException>(() => new WaitBreakdown(threads: 0).Draw(study)).Message
            .ShouldContain("at least 1");
    }

    static LockSegment Stretch(long from, long to, int[] holders, params int[] line) =>
        new(from, to, holders.Length, line.Length, holders.Length == 1 ? holders[0] : -1)
        {
            HeldBy = holders, Line = line,
        };

    static IReadOnlyList<HandOff> Readable(LockLane held, int lanes)
    {
        var run = new Timeline(1000, 1000, [], [Living("a", 0, 1000), Living("b", 0, 1000)], [held]);
        return HandOff.Readable(run, new(0, 1000), new(run, new(0, 1000)), lanes);
    }

    static ThreadLane Living(string name, long from, long to) =>
        new(name, "app", [new(from, to, ThreadState.Ready, -1)]);

    static string Text(List<Stay> row) => string.Join(", ",
        row.Select(stay => $"{stay.Thread}{(stay.Spins ? " spins" : "")}: {stay.From}–{stay.To}"));
}
