using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Signals;

namespace Timeslice.Tests.Kernel.Channels;

/// <summary>poll(2) and select(2), by hand.</summary>
[Collection("alone")]
public sealed class LawsOfPolling : PollingLaws
{
    [Fact]
    public void It_comes_back_when_the_first_is_ready_and_tells_all_that_are_in_the_order_given()
    {
        Run(new Open(a), new Open(b), new Open(c), new Fork([new Sleep(5.Ms), Write(c), Write(a), new Sleep(9.Ms)]),
            Poll(null, c, b, a), Tell("polled"), Poll(null, c, b, a)).Reason.ShouldBe(EndReason.Done);
        // By then the child had written both.
        said.ShouldBe(["ready 7 can 1 5ms", "ready 3 can 1 5ms", "polled 2 5ms", "ready 7 can 1 5ms",
            "ready 3 can 1 5ms"]);
    }

    [Fact]
    public void When_its_time_is_up_it_answers_0_and_with_no_time_it_only_looks()
    {
        Run(new Open(a), Poll(3.Ms, a), Tell("polled"), Poll(Duration.Zero, a), Tell("polled"), Write(a),
            Poll(Duration.Zero, a), new Poll(timeout: 2.Ms, @as: n), Tell("polled"));
        said.ShouldBe(["polled 0 3ms", "polled 0 3ms", "ready 3 can 1 3ms", "polled 0 5ms"]);
    }

    [Fact]
    public void To_write_a_file_is_ready_when_there_is_room_and_for_both_when_it_is_for_one()
    {
        Operation Both(int first) => new Poll([At(first)], @for: Use.Both, timeout: 1.Ms, @as: n, ready: fd, can: can,
            @do: [TellFile()]);
        var shop = new StreamSocket(machine, sendBuffer: 100.B, name: "shop");
        Run(new Listen(shop), new Connect(shop), new Accept(shop, one), Both(4), new Write(shop, 80.B), Both(4),
            Tell("polled"), new Poll([At<IPollable>(one)], @for: Use.Both, ready: fd, can: can), TellFile(),
            new Read(At<IReadable>(one), 60.B), Both(4), new Write(At<IWritable>(one), 1.B), Both(4));
        said.ShouldBe(["ready 4 can 2 0ns", "polled 0 1ms", "ready 5 can 3 1ms", "ready 4 can 2 1ms",
            "ready 4 can 3 1ms"]);
    }

    [Fact]
    public void That_nobody_is_at_the_other_end_is_told_unasked_and_what_is_not_open_counts_as_ready()
    {
        Run(new Open(a), new Fork([new Sleep(2.Ms)]), new Close(a, Use.Writing),
            new Poll([At(3), At(9), At(-1)], @for: Use.Writing, @as: n, ready: fd, can: can, @do: [TellFile()]),
            new Poll([At(3), At(-1)], @for: Use.Writing, @as: n, ready: fd, can: can, @do: [TellFile()]),
            new Poll([At(3)], @as: n, ready: fd, can: can), TellFile(),
            new Poll([b], @as: n), Tell("polled"));
        said.ShouldBe(["ready 9 can 8 0ns", "ready 3 can 4 2ms", "ready 3 can 5 2ms", $"polled {BadHandle} 2ms"]);
    }

    [Fact]
    public void Select_takes_handles_below_1024_that_are_open_and_no_others()
    {
        Run(new Open(b), new Open(a), new Repeat(509, [new Open(b)]), Write(a), Select(5, 1023), Select(1023, 1024),
            new Close(a), Select(5, 1023), Select(7, 1023));
        said.ShouldBe(["selected 1 0ns", $"selected {Invalid} 0ns", $"selected {BadHandle} 0ns", "selected 0 0ns"]);

        Operation Select(int first, int second) => new Repeat(1, [
            new Select([At(first), At(second)], timeout: Duration.Zero, @as: n), Tell("selected")]);
    }

    [Fact]
    public void All_handles_of_a_stretch_are_looked_at_that_are_open()
    {
        Run(new Open(a), new Open(b), new Open(c), Write(a), Write(c), new Close(b),
            new Poll(first: 4, last: 8, @as: n, ready: fd, can: can, @do: [TellFile()]),
            new Poll(last: 6, @as: n, ready: fd, can: can, @do: [TellFile()]),
            new Poll(first: 8, timeout: Duration.Zero, @as: n), Tell("polled"));
        said.ShouldBe(["ready 7 can 1 0ns", "ready 3 can 1 0ns", "polled 0 0ns"]);
    }

    /// The thundering herd: five wait for one connection, all are woken, one gets it; the others look, and wait on.
    [Fact]
    public void All_who_wait_for_a_file_are_woken_and_the_first_has_it()
    {
        var (shop, woken) = (new StreamSocket(machine, name: "shop"), new Woken());
        machine.Watch(woken);
        Start("server", new Listen(shop), new Repeat(5, [new Fork([
            new Poll([shop]), new Accept(shop, n, mode: IoMode.NonBlocking), Tell("accepted"), new Sleep(1.Ms)])]),
            new Sleep(9.Ms));
        Start("client", new Sleep(5.Ms), new Connect(shop));
        machine.Run();
        said.ShouldBe(["accepted 4 5ms"]);
        woken.Count.ShouldBe(5);
    }

    [Fact]
    public void A_handler_ends_it_whatever_it_says_of_beginning_anew()
    {
        Run(new OnSignal(Signal.Usr1, new Reaction([new Log("handled")])), new Open(a),
            new Fork([new Sleep(4.Ms), new Kill(new ProcessReference(null, 2), Signal.Usr1), new Sleep(1.Ms)]),
            Poll(null, a), Tell("polled"));
        said.ShouldBe(["handled 4ms", $"polled {Interrupted} 4ms"]);
    }

    [Fact]
    public void What_it_looks_at_stays_open_until_it_comes_back()
    {
        var app = Start("app", new Open(a), new Fork([new Close(a, Use.Reading), new Sleep(2.Ms), Write(a, 3),
            Tell("wrote"), new Sleep(2.Ms), Write(a, 3)], @as: one), Poll(null, a), new Sleep(1.Ms));
        Beside(app, "other", new Sleep(1.Ms), new Close(a, Use.Reading));
        machine.Run();
        said.ShouldBe(["wrote 3 2ms", "ready 3 can 1 2ms"]);
        a.Broken.ShouldBe(1);
    }

    [Fact]
    public void What_was_ready_when_it_came_back_is_done_whatever_comes_between()
    {
        Operation Inner() => new Poll([b, a], ready: two, @do: [new Log(new Phrase(("inner ", two))), new Break()]);
        Run(new Open(a), new Open(b), new Open(c), Write(a), Write(b), Write(c),
            new Repeat(2, [new Poll([a, b, c], ready: fd, can: can, @do: [
                TellFile(), Inner(), new If((Formula)Formula.Equal(fd, 5), [new Break()]), new Continue(),
                new Log("never")])]),
            new Log("over"));
        said.ShouldBe(["ready 3 can 1 0ns", "inner 5 0ns", "ready 5 can 1 0ns", "inner 5 0ns",
            "ready 3 can 1 0ns", "inner 5 0ns", "ready 5 can 1 0ns", "inner 5 0ns", "over 0ns"]);
    }

    [Fact]
    public void A_child_that_is_forked_off_between_goes_on_with_a_copy_of_what_was_ready()
    {
        Run(new Open(a), new Open(b), Write(a), Write(b), new Poll([a, b], ready: fd, can: can, @do: [
            new If(Formula.Equal(fd, 3), [new Fork(@as: one)]),
            new Log(new Phrase(("", fd)))]), new If(Formula.Equal(one, 0), [new Exit(0)]), new WaitChild());
        said.Order().ShouldBe(["3 0ns", "3 0ns", "5 0ns", "5 0ns"]);
    }

    /// 1 µs for the call, 10 ns for each look: at three when it begins, at three when it is woken.
    [Fact]
    public void Each_look_costs()
    {
        var costs = new Costs("tested", default, default, 1.Us, default, default, PollFile: 10.Ns);
        var dear = new Machine(new Simulation(), cpus: 2, new Fcfs(), costs);
        var pipe = new Pipe(dear, name: "pipe");
        Instant back = default;
        dear.Log = _ => back = dear.Simulation.Now;
        dear.Start(dear.Process("app"), "main", new Program("main", new Open(pipe), new Open(pipe), new Open(pipe),
            new Fork([new Compute(100.Us), new Write(pipe, 1.B)]), new Poll(first: 0, last: 8), new Log("back")),
            isMain: true);
        dear.Run();
        // Three opens, a fork that costs nothing here but the call; the child writes at 105 µs.
        back.Nanoseconds.ShouldBe(3_000 + 100_000 + 1_000 + 60);
    }

    [Fact]
    public void Who_waits_in_vain_is_explained()
    {
        var shop = new StreamSocket(machine, name: "shop");
        var ending = Run(new Open(a), new Listen(shop), new Poll([a, shop]));
        ending.Reason.ShouldBe(EndReason.Deadlock);
        ending.Evidence!.ShouldContain("main waits for one of a, shop to become ready since 0ns: "
            + "only its own process has the other end of one of them open");
    }

    [Fact]
    public void Polling_allocates_nothing()
    {
        Start("app", new Open(a), new Open(b),
            new Fork([new Forever([new Sleep(1.Us), new Write(a, 1.B)])]),
            new Fork([new Forever([new Poll([a, b], ready: fd, @do: [new Sleep(3.Us)])])]),
            new Forever([new Poll([a, b], ready: fd, @do: [new Read(At<IReadable>(fd), 9.B)])]));
        Allocation.PerTurn(machine.Simulation, () => a.Reads).ShouldBe(0);
    }
}
