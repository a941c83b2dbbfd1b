using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Calls;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Tests.Kernel.Channels;

/// <summary>Processes listen, connect, talk, and hang up; answers and instants are worked out by hand.</summary>
public sealed class LawsOfStreamSockets
{
    const int Again = -11, InUse = -98, Reset = -104, NotConnected = -107, TimedOut = -110, Refused = -111;
    const int BrokenPipe = 141;

    readonly Machine machine = new(new Simulation(), cpus: 8, new Fcfs());
    readonly List<string> said = [];
    readonly Variable door, one, n, value;

    public LawsOfStreamSockets()
    {
        Variable Own(string name) => new(machine, name, -1, VariableOwner.Thread);
        (door, one, n, value) = (Own("door"), Own("one"), Own("n"), Own("value"));
        machine.Log = line => said.Add(Text(line));
    }

    public static TheoryData<SocketFamily> Families => [SocketFamily.Local, SocketFamily.Network];

    StreamSocket Socket(SocketFamily family = SocketFamily.Local, Bytes? send = null, Bytes? receive = null) =>
        new(machine, family, send, receive, name: "shop");

    Process Start(string name, params Operation[] main)
    {
        var process = machine.Process(name);
        machine.Start(process, "main", new Program(name, main), isMain: true);
        return process;
    }

    // What the last call has answered.
    Log Tell(string what) => new(new Phrase((what + " ", n)));

    [Theory, MemberData(nameof(Families))]
    public void A_connection_carries_bytes_both_ways_until_it_is_closed(SocketFamily family)
    {
        var shop = Socket(family);
        Start("server", new Listen(shop), new Accept(shop, one),
            new Read(Handle(one), 100.B, @as: n, value: value), Tell("server reads"),
            new Check(Formula.Equal(value, 7)), new Write(To(one), 50.B, value: 8), new Close(Any(one)));
        Start("client", new Sleep(1.Ms), new Connect(shop), new Write(shop, 30.B, value: 7),
            new Read(shop, 20.B, @as: n, value: value), Tell("client reads"), new Check(Formula.Equal(value, 8)),
            new Read(shop, 100.B, @as: n), Tell("client reads"), new Read(shop, 100.B, @as: n), Tell("client reads"));
        machine.Run().Reason.ShouldBe(EndReason.Done);
        said.ShouldBe(["server reads 30", "client reads 20", "client reads 30", "client reads 0"]);
        (shop.Written, shop.Read, shop.BytesLost, shop.Level).ShouldBe((80, 80, 0, 0));
        (shop.Connections, shop.Accepted, shop.RefusedConnections, shop.Resets).ShouldBe((1, 1, 0, 0));
    }

    [Theory, MemberData(nameof(Families))]
    public void Where_nobody_listens_a_connection_is_refused(SocketFamily family)
    {
        var shop = Socket(family);
        Start("client", new Connect(shop, n), Tell("client"), new Sleep(2.Ms), new Connect(shop, n), Tell("client"));
        Start("server", new Sleep(1.Ms), new Listen(shop), new Close(shop));
        machine.Run();
        said.ShouldBe([$"client {Refused}", $"client {Refused}"]);
        shop.RefusedConnections.ShouldBe(2);
    }

    [Fact]
    public void One_process_alone_listens_at_an_address_until_it_is_closed()
    {
        var shop = Socket();
        Start("first", new Listen(shop, @as: door), new Sleep(2.Ms), new Close(Any(door)), new Sleep(2.Ms));
        Start("second", new Sleep(1.Ms), new Listen(shop, @as: n), Tell("at 1 ms"), new Sleep(2.Ms),
            new Listen(shop, @as: n), Tell("at 3 ms"));
        machine.Run();
        said.ShouldBe([$"at 1 ms {InUse}", "at 3 ms 3"]);
    }

    /// Measured on Linux: a backlog of b completes b + 1 connections.
    [Theory]
    [InlineData(0), InlineData(1), InlineData(2), InlineData(5), InlineData(128)]
    public void A_backlog_of_b_lets_b_plus_1_connections_in_line(int backlog)
    {
        var shop = Socket();
        Start("server", new Listen(shop, backlog), new Sleep(1.S));
        Start("client", new Sleep(1.Ms), new Repeat(backlog + 3, [
            new Connect(shop, n, mode: IoMode.NonBlocking), new If((Formula)n < 0, [Tell("fails")]), new Sleep(1.Ms)]));
        machine.Run();
        said.ShouldBe([$"fails {Again}", $"fails {Again}"]);
        (shop.Connections, (long)shop.MaxBacklog).ShouldBe((backlog + 1, backlog + 1));
    }

    /// The line holds one. The second client asks at 0, 1, 3 and 7 s, and finds room at 7; the third at 15, since at 7
    /// the second is before it: the server accepts at 5 s, then at 9 s.
    [Fact]
    public void Over_the_network_who_finds_the_line_full_asks_again_at_1_3_7_and_15_seconds()
    {
        var shop = Socket(SocketFamily.Network);
        Start("server", new Listen(shop, 0), new Sleep(5.S), new Accept(shop), new Sleep(4.S), new Accept(shop),
            new Sleep(10.S), new Accept(shop));
        foreach (var name in (string[])["first", "second", "third"])
            Start(name, new Connect(shop, n), new Log(name), new Sleep(1.Ms));
        var times = new List<string>();
        machine.Log = line => times.Add($"{Text(line)} {machine.Simulation.Now}");
        machine.Run();
        times.ShouldBe(["first 0ns", "second 7s", "third 15s"]);
        (shop.Dropped, shop.Connections).ShouldBe((3 + 4, 3));
        shop.ConnectWait.Max.ShouldBe(15.S);
    }

    [Fact]
    public void Over_the_network_who_finds_no_room_in_127_seconds_gives_up()
    {
        var shop = Socket(SocketFamily.Network);
        Start("server", new Listen(shop, 0), new Sleep(200.S));
        Start("first", new Connect(shop), new Sleep(200.S));
        var ended = Instant.Start;
        Start("second", new Connect(shop, n), Tell("second"));
        machine.Log = line => ended = machine.Simulation.Now;
        machine.Run();
        shop.Dropped.ShouldBe(7);
        ended.ShouldBe(Instant.Start + 127.S);
    }

    /// The line holds one. Clients come at 1, 2 and 3 ms; the server accepts at 10, 20 and 30.
    [Fact]
    public void Locally_who_finds_the_line_full_waits_first_come_first_served()
    {
        var shop = Socket();
        Start("server", new Listen(shop, 0), new Repeat(3, [new Sleep(10.Ms), new Accept(shop)]));
        for (var i = 1; i <= 3; i++) Start($"client {i}", new Sleep(i.Ms), new Connect(shop), new Log($"client {i}"));
        machine.Log = line => said.Add($"{Text(line)} {machine.Simulation.Now}");
        machine.Run();
        said.ShouldBe(["client 1 1ms", "client 2 10ms", "client 3 20ms"]);
        (shop.ConnectWait.Max, shop.AcceptWait.Max).ShouldBe((17.Ms, 10.Ms));
    }

    [Fact]
    public void Of_those_that_wait_to_accept_the_first_is_woken_alone()
    {
        var shop = Socket();
        var ready = new ReadyThreads();
        machine.Watch(ready);
        Start("server", [new Listen(shop), .. Enumerable.Range(1, 3).SelectMany(Worker), new Sleep(1.S)]);
        Start("client", new Sleep(10.Ms), new Connect(shop), new Sleep(10.Ms), new Connect(shop), new Sleep(10.Ms),
            new Connect(shop));
        machine.Run(until: 50.Ms);
        said.ShouldBe(["worker 1", "worker 2", "worker 3"]);
        // Each is ready when it is born, and when it is woken.
        ready.Of("worker").ShouldBe(6);

        IEnumerable<Operation> Worker(int number) =>
            [new Fork([new Accept(shop, one), new Log($"worker {number}"), new Sleep(1.S)], name: "worker"),
                new Sleep(1.Ms)];
    }

    [Theory, MemberData(nameof(Families))]
    public void Who_writes_no_more_can_still_read(SocketFamily family)
    {
        var shop = Socket(family);
        Start("server", new Listen(shop), new Accept(shop, one), new Read(Handle(one), 1.KiB, all: true, @as: n),
            Tell("all of"), new Sleep(5.Ms), new Write(To(one), 100.B), new Close(Any(one)));
        var client = Start("client", new Sleep(1.Ms), new Connect(shop), new Write(shop, 300.B), new Shutdown(shop),
            new Read(shop, 1.KiB, all: true, @as: n), Tell("answer of"), new Write(shop, 1.B), new Log("not here"));
        machine.Run();
        said.ShouldBe(["all of 300", "answer of 100"]);
        client.Status.ShouldBe(BrokenPipe);
    }

    [Fact]
    public void Who_reads_no_more_breaks_the_pipe_of_the_other_side_locally_alone()
    {
        foreach (var family in (SocketFamily[])[SocketFamily.Local, SocketFamily.Network])
        {
            var shop = new StreamSocket(machine, family);
            Start($"server {family}", new Listen(shop), new Accept(shop, one),
                new Shutdown(Handle(one), Use.Reading), new Sleep(5.Ms));
            Start($"client {family}", new Sleep(1.Ms), new Connect(shop), new Sleep(1.Ms), new Write(shop, 5.B, @as: n),
                new Log($"{family} has written"));
        }
        machine.Run();
        said.ShouldBe(["Network has written"]);
    }

    [Theory, MemberData(nameof(Families))]
    public void Closing_with_unread_bytes_resets_after_what_had_come(SocketFamily family)
    {
        var shop = Socket(family);
        Start("server", new Listen(shop), new Accept(shop, one), new Write(To(one), 10.B), new Sleep(5.Ms),
            new Close(Any(one)), new Sleep(10.Ms));
        var client = Start("client", new Sleep(1.Ms), new Connect(shop), new Write(shop, 40.B), new Sleep(9.Ms),
            new Read(shop, 100.B, @as: n), Tell("reads"), new Read(shop, 100.B, @as: n), Tell("reads"),
            new Read(shop, 100.B, @as: n), Tell("reads"), new Write(shop, 1.B), new Log("not here"));
        machine.Run();
        said.ShouldBe(["reads 10", $"reads {Reset}", "reads 0"]);
        client.Status.ShouldBe(BrokenPipe);
        (shop.BytesLost, shop.Resets, shop.Broken).ShouldBe((40, 1, 1));
    }

    /// tcp(7): the first write after the other side has closed is answered by a reset; the second finds nobody.
    /// unix(7): so does the first.
    [Theory]
    [InlineData(SocketFamily.Local, 0), InlineData(SocketFamily.Network, 5)]
    public void Who_writes_to_a_closed_connection_is_told_so_by_a_signal(SocketFamily family, int written)
    {
        var shop = Socket(family);
        Start("server", new Listen(shop), new Accept(shop, one), new Close(Any(one)), new Sleep(1.S));
        var client = Start("client", new Sleep(1.Ms), new Connect(shop), new Sleep(1.Ms),
            new Repeat(3, [new Write(shop, 5.B, @as: n), Tell("wrote")]));
        machine.Run();
        said.ShouldBe(written == 0 ? [] : [$"wrote {written}"]);
        client.Status.ShouldBe(BrokenPipe);
        shop.BytesLost.ShouldBe(written);
    }

    [Theory, MemberData(nameof(Families))]
    public void Who_is_killed_hangs_up_and_unread_bytes_are_lost(SocketFamily family)
    {
        var shop = Socket(family);
        var server = machine.Process("server");
        machine.Start(server, "main", new Program("main", new Listen(shop), new Accept(shop, one), new Sleep(1.S)));
        machine.Start(server, "killer", new Program("killer", new Sleep(5.Ms), new Exit(1)));
        Start("client", new Sleep(1.Ms), new Connect(shop), new Write(shop, 40.B), new Read(shop, 9.B, @as: n),
            Tell("reads"), new Read(shop, 9.B, @as: n), Tell("reads"));
        machine.Run();
        said.ShouldBe([$"reads {Reset}", "reads 0"]);
        (shop.BytesLost, shop.Level).ShouldBe((40, 0));
    }

    [Theory, MemberData(nameof(Families))]
    public void Connections_in_line_are_reset_when_nobody_listens_any_more(SocketFamily family)
    {
        var shop = Socket(family);
        Start("server", new Listen(shop), new Sleep(5.Ms), new Close(shop), new Sleep(1.S));
        Start("client", new Sleep(1.Ms), new Connect(shop), new Write(shop, 40.B), new Read(shop, 9.B, @as: n),
            Tell("reads"));
        machine.Run();
        said.ShouldBe([$"reads {Reset}"]);
        (shop.BytesLost, shop.Connections, shop.Accepted).ShouldBe((40, 1, 0));
    }

    /// Of 100 bytes. 100 of the first 250 go at 1 ms; the reader takes 50 at 10, 20, 30 ms and so on, and a writer is
    /// woken when at most 25 are left: with 0 left at 20 and at 40 ms, and the last 50 go then.
    [Fact]
    public void A_local_writer_waits_until_three_quarters_of_the_buffer_are_free()
    {
        var shop = Socket(send: 100.B);
        Start("server", new Listen(shop), new Accept(shop, one), new Sleep(9.Ms),
            new Repeat(5, [new Read(Handle(one), 50.B, @as: n), new Check(Formula.Equal(n, 50)), new Sleep(10.Ms)]));
        Start("client", new Sleep(1.Ms), new Connect(shop), new Write(shop, 250.B), new Log("written"), new Sleep(1.S));
        machine.Log = line => said.Add($"{Text(line)} {machine.Simulation.Now}");
        machine.Run();
        said.ShouldBe(["written 40ms"]);
        (shop.MaxLevel, shop.WriteWait.Max).ShouldBe((100, 39.Ms));
    }

    [Fact]
    public void What_must_not_block_does_what_it_can()
    {
        var shop = Socket(send: 100.B);
        Start("server", new Listen(shop), new Accept(shop, n, mode: IoMode.NonBlocking), Tell("accepts"),
            new Accept(shop, one), new Read(Handle(one), 10.B, mode: IoMode.NonBlocking, @as: n), Tell("reads"),
            new Sleep(2.Ms), new Write(To(one), 1.B), new Sleep(1.S));
        Start("client", new Sleep(1.Ms), new Connect(shop, mode: IoMode.NonBlocking), new Sleep(1.Ms),
            new Write(shop, 150.B, @as: n), Tell("writes"), new Write(shop, 150.B, @as: n), Tell("writes"),
            new Read(shop, 1.B, @as: n), Tell("client reads"));
        machine.Run();
        said.ShouldBe([$"accepts {Again}", $"reads {Again}", "writes 100", $"writes {Again}", $"client reads {Again}"]);
    }

    [Theory, MemberData(nameof(Families))]
    public void A_call_that_moves_a_part_without_blocking_is_one_call(SocketFamily family)
    {
        var shop = Socket(family, send: 100.B);
        Start("server", new Listen(shop), new Accept(shop, one), new Sleep(2.Ms),
            new Read(Handle(one), 1.MiB, all: true, mode: IoMode.NonBlocking, @as: n), new Check((Formula)n > 0));
        Start("client", new Sleep(1.Ms), new Connect(shop, mode: IoMode.NonBlocking), new Write(shop, 1.MiB, @as: n),
            new Check((Formula)n > 0), new Sleep(2.Ms));
        machine.Run().Reason.ShouldBe(EndReason.Done);
        (shop.Writes, shop.Reads).ShouldBe((1, 1));
    }

    [Theory, MemberData(nameof(Families))]
    public void Who_waits_to_accept_or_to_connect_gives_up_in_time(SocketFamily family)
    {
        var shop = Socket(family);
        Start("server", new Listen(shop, 0), new Accept(shop, n, timeout: 5.Ms), Tell("accept"), new Sleep(1.S));
        Start("client", new Sleep(10.Ms), new Connect(shop), new Connect(shop, n, timeout: 5.Ms), Tell("connect"));
        var process = machine.Processes[1];
        machine.Log = line => said.Add($"{Text(line)} {machine.Simulation.Now}");
        machine.Run(until: 100.Ms);
        said.ShouldBe([$"accept {TimedOut} 5ms", $"connect {TimedOut} 15ms"]);
        process.Handles.Count.ShouldBe(0);
    }

    /// Each call costs 300 ns: connecting, reading at 2.0003 ms, writing. The limits are over before that is paid.
    [Theory, MemberData(nameof(Families))]
    public void A_call_that_takes_longer_than_its_limit_comes_back_when_it_would_have_to_wait(SocketFamily family)
    {
        var costly = new Machine(new Simulation(), cpus: 2, new Fcfs(),
            CostProfiles.Free with { LocalSocket = 300.Ns, NetworkSocket = 300.Ns });
        costly.Log = line => said.Add($"{Text(line)} {costly.Simulation.Now}");
        Variable Own(string name) => new(costly, name, -1, VariableOwner.Thread);
        var (its, answer) = (Own("its"), Own("answer"));
        var shop = new StreamSocket(costly, family, 10.B, name: "shop");
        void Start(string name, params Operation[] main) =>
            costly.Start(costly.Process(name), "main", new Program(name, main), isMain: true);
        Start("server", new Listen(shop), new Accept(shop, its), new Sleep(1.S));
        Start("client", new Sleep(1.Ms), new Connect(shop), new Sleep(1.Ms),
            new Read(shop, 1.B, timeout: 100.Ns, @as: answer), new Log(new Phrase(("read ", answer))),
            new Write(shop, 1.GiB, timeout: 100.Ns, @as: answer), new If((Formula)answer > 0, [new Log("wrote")]));
        costly.Run(until: 5.Ms);
        said.ShouldBe([$"read {TimedOut} 2.0006ms", "wrote 2.0009ms"]);
    }

    [Fact]
    public void Over_the_network_a_connection_may_be_used_before_it_is_made()
    {
        var shop = Socket(SocketFamily.Network);
        Start("server", new Listen(shop, 0), new Sleep(500.Ms), new Accept(shop), new Sleep(9.S));
        Start("first", new Connect(shop), new Sleep(9.S));
        Start("second", new Sleep(1.Ms), new Connect(shop, one, mode: IoMode.NonBlocking), new Log("asked"),
            new Write(To(one), 5.B, @as: n), Tell("written"), new Shutdown(Handle(one), @as: n), Tell("shut"),
            new Write(To(one), 5.B, mode: IoMode.Blocking), new Log("made"));
        machine.Log = line => said.Add($"{Text(line)} {machine.Simulation.Now}");
        machine.Run();
        said.ShouldBe(["asked 1ms", $"written {Again} 1ms", $"shut {NotConnected} 1ms", "made 1.001s"]);
    }

    [Fact]
    public void A_method_can_listen_accept_and_talk()
    {
        var shop = Socket();
        var server = machine.Process("server");
        server.Thread("main", async self =>
        {
            await self.Sleep(500.Us);
            (await shop.Listen(self)).ShouldBe(3);
            var connection = await shop.Accept(self);
            connection.IsOpen.ShouldBeTrue();
            (await connection.ReadAll(self, 100.B)).ShouldBe(30);
            (await connection.Write(self, 70.B)).ShouldBe(70);
            (await connection.Close(self)).ShouldBe(0);
            (await shop.Accept(self, mode: IoMode.NonBlocking)).Error.ShouldBe(Timeslice.Kernel.Processes.Errno.Again);
        });
        machine.Process("client").Thread("main", async self =>
        {
            (await shop.Connect(self)).Error.ShouldBe(Timeslice.Kernel.Processes.Errno.ConnectionRefused);
            await self.Sleep(1.Ms);
            var connection = await shop.Connect(self);
            await connection.Write(self, 30.B);
            await connection.Shutdown(self);
            (await connection.Read(self, 100.B)).ShouldBe(70);
            (await connection.Read(self, 100.B)).ShouldBe(0);
            said.Add("done");
        });
        machine.Run().Reason.ShouldBe(EndReason.Done);
        said.ShouldBe(["done"]);
    }

    [Fact]
    public void Who_is_stuck_says_for_what_it_waits()
    {
        var shop = Socket();
        Start("server", new Listen(shop), new Accept(shop, one), new Read(Handle(one), 1.B));
        Start("client", new Sleep(1.Ms), new Connect(shop), new Read(shop, 1.B));
        var ending = machine.Run();
        ending.Reason.ShouldBe(EndReason.Deadlock);
        ending.Evidence!.ShouldContain("waits for bytes from a connection to shop");
    }

    /// Of 100 bytes: who found it full may write again when three quarters are free.
    [Fact]
    public void What_is_readable_and_writable_is_known_and_watchers_are_told_when_it_becomes_so()
    {
        var shop = Socket(send: 100.B);
        var server = Start("server", new Listen(shop), new Sleep(20.Ms), new Accept(shop, one), new Sleep(20.Ms),
            new Read(Handle(one), 60.B), new Sleep(1.S));
        var client = Start("client", new Sleep(10.Ms), new Connect(shop), new Sleep(20.Ms), new Write(shop, 80.B),
            new Write(shop, 30.B, mode: IoMode.NonBlocking), new Sleep(20.Ms), new Close(shop), new Sleep(1.S));
        OpenFile File(Process of, int handle) => of.Handles.Find(handle)!;
        var told = new Told();

        machine.Run(until: 5.Ms);
        File(server, 3).IsReadable.ShouldBeFalse();
        File(server, 3).AddWatcher(told);
        machine.Run(until: 15.Ms);
        File(server, 3).IsReadable.ShouldBeTrue();
        told.Files.ShouldBe([File(server, 3)]);
        var (mine, its) = (File(client, 3), default(OpenFile)!);
        (mine.IsReadable, mine.IsWritable).ShouldBe((false, true));
        mine.AddWatcher(told);
        machine.Run(until: 25.Ms);
        its = File(server, 4);
        its.AddWatcher(told);
        (its.IsReadable, File(server, 3).IsReadable).ShouldBe((false, false));
        machine.Run(until: 35.Ms);
        // 80 and 20: it is full, and the writer would have liked to write more.
        (its.IsReadable, mine.IsWritable).ShouldBe((true, false));
        told.Files.Skip(1).ShouldBe([its, its]);
        machine.Run(until: 45.Ms);
        // 40 are left: more than a quarter.
        (its.IsReadable, mine.IsWritable, told.Files.Count).ShouldBe((true, false, 3));
        machine.Run(until: 60.Ms);
        its.IsReadable.ShouldBeTrue();
        told.Files.Skip(3).ShouldBe([its]);
    }

    [Theory, MemberData(nameof(Families))]
    public void Talking_allocates_nothing(SocketFamily family)
    {
        var shop = Socket(family);
        Start("server", new Listen(shop), new Accept(shop, one),
            new Forever([new Read(Handle(one), 64.B), new Write(To(one), 64.B)]));
        Start("client", new Sleep(1.Us), new Connect(shop), new Forever([
            new Compute(1.Us), new Write(shop, 64.B), new Read(shop, 64.B)]));
        Allocation.PerTurn(machine.Simulation, () => shop.Reads).ShouldBe(0);
    }

    // A line begins with the instant and who says it.
    static string Text(string line) => line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..];

    static ChannelReference<IReadable> Handle(Variable variable) => new(0, Handle: variable);
    static ChannelReference<IWritable> To(Variable variable) => new(0, Handle: variable);
    static ChannelReference<Channel> Any(Variable variable) => new(0, Handle: variable);

    sealed class Told : IWatcher
    {
        public List<OpenFile> Files { get; } = [];

        public void Changed(OpenFile file) => Files.Add(file);
    }

    sealed class ReadyThreads : Observer
    {
        readonly List<string> names = [];

        public int Of(string kind) => names.Count(name => name.StartsWith(kind, StringComparison.Ordinal));

        public override void ThreadChanged(Machine machine, int thread, ThreadState state)
        {
            if (state == ThreadState.Ready) names.Add(machine.NameOf(thread));
        }
    }
}
