using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Channels.Polling;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Tests.Kernel.Channels;

/// <summary>epoll(7), by hand.</summary>
[Collection("alone")]
public sealed class LawsOfEpoll : PollingLaws
{
    readonly Epoll loop, outer;

    public LawsOfEpoll() => (loop, outer) = (new(machine, "loop"), new(machine, "outer"));

    EpollAdd Add(Pipe file, bool edge = false, bool once = false, bool exclusive = false, int? value = null) =>
        new(loop, file, edge: edge, oneShot: once, exclusive: exclusive, value: value is { } v ? (Formula)v : null);

    EpollWait Wait(Duration? timeout = null, int most = 64) =>
        new(loop, most, timeout, n, value: value, can: can, @do: [TellValue()]);

    Operation[] Opened => [new Open(a), new Open(b), new Open(c), new Open(loop)];

    /// The truth: five bytes, of which one is read after each time that it is told.
    [Theory, InlineData(false, 5), InlineData(true, 1)]
    public void Level_is_told_as_long_as_it_lasts_and_edge_once(bool edge, int told)
    {
        Run([.. Opened, Add(a, edge), Write(a, 5),
            new Repeat(5, [new EpollWait(loop, timeout: 1.Ms, @as: n, @do: [new Read(a, 1.B), new Count("told")])])]);
        machine.Counted["told"].ShouldBe(told);
    }

    [Fact]
    public void Each_arrival_is_an_edge_though_what_came_before_is_still_there()
    {
        Run([.. Opened, Add(a, edge: true), Write(a), Write(a), Wait(), Wait(1.Ms), Write(a), Wait(),
            Read(a), Wait(1.Ms)]);
        said.ShouldBe(["value 3 can 1 0ns", "value 3 can 1 1ms"]);
    }

    [Fact]
    public void Room_is_an_edge_when_it_was_full()
    {
        var large = new Pipe(machine, name: "large");
        Run([.. Opened, new Open(large), new EpollAdd(loop, a, Use.Writing, edge: true), Wait(), Write(a, 10),
            Wait(1.Ms), Read(a, 3), Wait(1.Ms), Read(a, 7), Wait(1.Ms),
            new EpollAdd(loop, large, Use.Writing, edge: true), Wait(), Write(large, 10), Read(large, 10), Wait(1.Ms)]);
        said.ShouldBe(["value 4 can 2 0ns", "value 4 can 2 2ms", "value 11 can 2 2ms"]);
    }

    [Fact]
    public void One_shot_is_told_once_until_it_is_asked_for_anew()
    {
        Run([.. Opened, Add(a, once: true, value: 7), Write(a), Wait(), Wait(1.Ms), Write(a), Wait(1.Ms),
            new EpollChange(loop, a, oneShot: true, value: 8), Wait(), Wait(1.Ms)]);
        said.ShouldBe(["value 7 can 1 0ns", "value 8 can 1 2ms"]);
    }

    [Fact]
    public void A_child_of_a_fork_comes_to_the_files_of_which_its_parent_was_told()
    {
        Run([.. Opened, Add(a), Add(b), Write(a), Write(b),
            new EpollWait(loop, @do: [new Fork(), new Count("told")])]);
        // Two come to the first of them, and four to the second.
        machine.Counted["told"].ShouldBe(2 + 4);
    }

    [Fact]
    public void Of_many_that_are_ready_all_get_their_turn()
    {
        Run([.. Opened, Add(a), Add(b), Add(c), Write(b), Write(a), Write(c), Wait(most: 2), Wait(most: 2), Read(b),
            Wait(most: 2), Wait(most: 9)]);
        said.Select(line => line.Split(' ')[1]).ShouldBe(["5", "3", "7", "5", "3", "7", "3", "7"]);
    }

    [Fact]
    public void When_its_time_is_up_it_answers_0_and_what_comes_wakes_it()
    {
        Run([.. Opened, Add(a), Wait(2.Ms), Tell("waited"), Wait(Duration.Zero), Tell("waited"),
            new Fork([new Sleep(3.Ms), Write(a), new Sleep(1.Ms)]), Wait(9.Ms), Tell("waited")]);
        said.ShouldBe(["waited 0 2ms", "waited 0 2ms", "value 3 can 1 5ms", "waited 1 5ms"]);
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        EpollAdd Try(ChannelReference<Epoll> to, ChannelReference<IPollable> file, bool exclusive = false) =>
            new(to, file, exclusive: exclusive, @as: n);
        Run([.. Opened, new Open(outer),
            Try(loop, a), Try(loop, a), Tell("again"), Try(loop, At(99)), Tell("closed"), Try(loop, loop),
            Tell("itself"),
            Try(loop, outer), Tell("other"), Try(outer, loop), Tell("circle"), Try(new(0, Handle: (Formula)3), b),
            Tell("no epoll"), new EpollChange(loop, b, @as: n), Tell("change"), new EpollRemove(loop, b, @as: n),
            Tell("remove"), new EpollRemove(loop, a, @as: n), Tell("remove"), new EpollRemove(loop, outer),
            Try(loop, outer, exclusive: true), Tell("exclusive"), Try(loop, a, exclusive: true),
            new EpollChange(loop, a, @as: n), Tell("change"), new Close(loop), new EpollWait(loop, @as: n),
            Tell("wait"),
            new EpollWait(new(0, Handle: (Formula)3), @as: n), Tell("wait")]);
        said.Select(line => line[..^4]).ShouldBe([$"again {Exists}", $"closed {BadHandle}", $"itself {Invalid}",
            "other 0", $"circle {Loop}", $"no epoll {Invalid}", $"change {NoEntry}", $"remove {NoEntry}", "remove 0",
            $"exclusive {Invalid}", $"change {Invalid}", $"wait {BadHandle}", $"wait {Invalid}"]);
    }

    /// Of six, one in the other, each of the first five may watch the next; a sixth level is one too many.
    [Fact]
    public void Epolls_stand_one_in_the_other_five_deep_at_most()
    {
        var all = Enumerable.Range(0, 6).Select(i => new Epoll(machine, $"level {i}")).ToList();
        Run([.. all.Select(each => new Open(each)), .. Enumerable.Range(0, 5).SelectMany(i => (Operation[])[
            new EpollAdd(all[i], all[i + 1], @as: n), Tell("added")])]);
        said.Select(line => line[..^4]).ShouldBe(["added 0", "added 0", "added 0", "added 0", $"added {Loop}"]);
    }

    [Fact]
    public void An_epoll_can_be_polled_and_watched_itself()
    {
        Run([.. Opened, new Open(outer), Add(a), new EpollAdd(outer, loop, value: 5), Poll(1.Ms, loop), Tell("polled"),
            new Fork([new Sleep(2.Ms), Write(a), new Sleep(9.Ms)]), Poll(null, loop),
            new EpollWait(outer, @as: n, value: value, can: can), TellValue(), Read(a),
            new EpollWait(outer, timeout: 1.Ms, @as: n), Tell("waited")]);
        said.ShouldBe(["polled 0 1ms", "ready 9 can 1 3ms", "value 5 can 1 3ms", "waited 0 4ms"]);
    }

    /// The famous trap: a handle is closed, but a child has the file open still, and it is told of.
    [Fact]
    public void A_file_leaves_when_the_last_who_has_it_open_closes_it()
    {
        Run([.. Opened, Add(a), new Fork([new Sleep(3.Ms), new Close(a), new Sleep(9.Ms)]), new Open(b, @as: one),
            new Close(a, Use.Reading), Write(a), Wait(1.Ms), new Sleep(4.Ms), Wait(1.Ms), Tell("waited")]);
        said.ShouldBe(["value 3 can 1 0ns", "waited 0 5ms"]);
    }

    [Fact]
    public void Of_threads_that_wait_at_one_epoll_the_last_to_come_is_woken_and_alone_by_an_edge()
    {
        foreach (var edge in new[] { true, false })
        {
            var laws = new LawsOfEpoll();
            laws.Herd(edge);
            laws.said.ShouldBe(edge ? ["third 4ms", "second 5ms"] : ["third 4ms", "second 4ms", "first 4ms"]);
        }
    }

    void Herd(bool edge)
    {
        var app = Start("app", [.. Opened, Add(a, edge), new Sleep(4.Ms), Write(a), new Sleep(1.Ms), Write(a),
            new Sleep(1.Ms), new Exit(0)]);
        foreach (var (i, name) in new[] { "first", "second", "third" }.Index())
            Beside(app, name, new Sleep((1 + i).Ms), new EpollWait(loop), new Log(name), new Sleep(9.Ms));
        machine.Run();
    }

    /// Five workers with an epoll each: a connection wakes all, or the first; who comes too late waits on.
    [Theory, InlineData(false, 5), InlineData(true, 1)]
    public void Of_many_epolls_all_are_told_unless_they_are_exclusive(bool exclusive, int expected)
    {
        var (shop, woken) = (new StreamSocket(machine, name: "shop"), new Woken());
        machine.Watch(woken);
        Start("server", new Listen(shop), new Repeat(5, [new Fork([new Open(loop),
            new EpollAdd(loop, shop, exclusive: exclusive), new EpollWait(loop),
            new Accept(shop, n, mode: IoMode.NonBlocking), Tell("accepted"), new Sleep(9.Ms), new Exit(0)])]),
            new Sleep(9.Ms));
        Start("client", new Sleep(5.Ms), new Connect(shop));
        machine.Run(until: 8.Ms);
        said.ShouldBe(["accepted 5 5ms"]);
        woken.Count.ShouldBe(expected);
    }

    /// Where nobody waits, all are told: whoever comes first finds it.
    [Fact]
    public void Exclusive_epolls_at_which_nobody_waits_leave_it_to_the_next()
    {
        var shop = new StreamSocket(machine, name: "shop");
        Fork Worker(int comesAt) => new([new Open(loop), new EpollAdd(loop, shop, exclusive: true),
            new Sleep(comesAt.Ms), new EpollWait(loop), new Log($"worker {comesAt}"), new Accept(shop, n),
            new Sleep(99.Ms)]);
        Start("server", new Listen(shop), Worker(7), Worker(1), Worker(9), new Sleep(99.Ms));
        Start("client", new Sleep(5.Ms), new Connect(shop), new Sleep(3.Ms), new Connect(shop), new Sleep(50.Ms));
        machine.Run(until: 50.Ms);
        said.ShouldBe(["worker 1 5ms", "worker 7 8ms"]);
    }

    [Fact]
    public void The_call_costs_and_each_file_that_is_ready()
    {
        var costs = new Costs("tested", default, default, 1.Us, default, default, Epoll: 100.Ns, EpollFile: 10.Ns);
        var dear = new Machine(new Simulation(), cpus: 2, new Fcfs(), costs) { Log = null };
        var (pipe, its) = (new Pipe(dear, name: "pipe"), new Epoll(dear, "its"));
        Operation Both(int first) => new EpollAdd(its, new ChannelReference<IPollable>(0, Handle: (Formula)first));
        dear.Start(dear.Process("app"), "main", new Program("main", new Open(its), new Open(pipe), new Open(pipe),
            new Open(pipe), Both(4), Both(6), Both(8), new Write(pipe, 1.B),
            new Write(new ChannelReference<IWritable>(0, Handle: (Formula)5), 1.B), new EpollWait(its)), isMain: true);
        // Six calls; three adds and a wait at 1.1 µs each; two files.
        dear.Run().At.ShouldBe(Instant.Start + 6.Us + 4_400.Ns + 20.Ns);
    }

    [Fact]
    public void Who_waits_in_vain_is_explained()
    {
        var ending = Run([.. Opened, Add(a), Add(b), new Close(b, Use.Writing), Wait(), new EpollRemove(loop, b),
            new Fork([new EpollWait(loop)], name: "child"), new EpollWait(loop)]);
        ending.Reason.ShouldBe(EndReason.Deadlock);
        said.ShouldBe(["value 5 can 5 0ns"]);
        ending.Evidence!.ShouldContain("main waits for one of 1 file in loop to become ready since 0ns: "
            + "the other end of one of them open have child 1");
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Waiting_allocates_nothing(bool edge)
    {
        Start("app", [.. Opened, Add(a, edge), Add(b, edge),
            new Fork([new Forever([new Sleep(1.Us), new Write(a, 1.B)])]),
            new Fork([new Forever([new Sleep(1.Us), new Write(b, 1.B)])]),
            new Forever([new EpollWait(loop, ready: fd, @do: [new Read(At<IReadable>(fd), 9.B)])])]);
        Allocation.PerTurn(machine.Simulation, () => a.Reads).ShouldBe(0);
    }

    /// What 100 000 silent ones cost is nothing: 1.1 µs for the call, and 10 ns for the one that has changed.
    [Fact]
    public void Of_a_hundred_thousand_files_only_those_are_looked_at_that_have_changed()
    {
        var costs = new Costs("tested", default, default, 1.Us, default, default, Epoll: 100.Ns, EpollFile: 10.Ns);
        var dear = new Machine(new Simulation(), cpus: 2, new Fcfs(), costs) { Log = line => said.Add(line) };
        var (pipe, its) = (new Pipe(dear, name: "pipe"), new Epoll(dear, "its"));
        var (handle, which) = (new Variable(dear, "handle", 0), new Variable(dear, "which", 0));
        var changed = new ChannelReference<IWritable>(0, Handle: (Formula)77_777);
        dear.Start(dear.Process("app"), "main", new Program("main", new Open(its),
            new Repeat(100_000, [new Open(pipe, @as: handle), new EpollAdd(its, At<IPollable>(handle))]),
            new Write(changed, 1.B), new EpollWait(its, ready: which), new Log(new Phrase(("ready ", which)))),
            isMain: true);
        dear.Run().At.ShouldBe(Instant.Start + 1.Us + 100_000 * 2_100.Ns + 1.Us + 1_110.Ns);
        said.ShouldHaveSingleItem().ShouldEndWith("ready 77776");
    }
}
