using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Calls;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Networks;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Tests.Kernel.Channels;

/// <summary>
/// A client and a server on two machines, 10 ms apart where nothing else is said: instants follow from latency,
/// bandwidth and window.
/// </summary>
public sealed class LawsOfSocketsFarApart
{
    const int BrokenPipe = 141, Reset = -104, TimedOut = -110, Refused = -111;
    static readonly Duration Latency = 10.Ms;

    readonly World world = new(new Simulation());
    readonly Machine client, server;
    readonly List<string> said = [];
    Variable one = null!, n = null!, value = null!;
    StreamSocket shop = null!;

    public LawsOfSocketsFarApart()
    {
        // First, so that it listens before the client asks, in the same instant.
        server = world.Add("server", new(world.Simulation, 2, new Fcfs()));
        client = world.Add("client", new(world.Simulation, 2, new Fcfs()));
        foreach (var machine in world.Machines)
        {
            (one, n, value) = (Own("one"), Own("n"), Own("value"));
            machine.Log = line => said.Add($"{Text(line)} {world.Simulation.Now}");

            Variable Own(string name) => new(machine, name, -1, VariableOwner.Thread);
        }
    }

    void Network(ByteRate? bandwidth = null, double loss = 0, Bytes? mtu = null) =>
        world.Network.Terms = new() { Latency = Latency, Bandwidth = bandwidth, Loss = loss, Mtu = mtu };

    void Sockets(Bytes? send = null, Bytes? receive = null, Bytes? segment = null)
    {
        new StreamSocket(client, SocketFamily.Network, send, receive, segment, "shop").ShouldNotBeNull();
        shop = new(server, SocketFamily.Network, send, receive, segment, "shop");
    }

    // A line begins with the instant and who says it.
    static string Text(string line) => line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..];

    static Process Start(Machine on, string name, params Operation[] main)
    {
        var process = on.Process(name);
        on.Start(process, "main", new Program(name, main), isMain: true);
        return process;
    }

    Log Tell(string what) => new(new Phrase((what + " ", n)));

    /// Connect: a request there, its grant back. Accept: a third message later.
    [Fact]
    public void To_connect_takes_a_round_trip_and_to_be_accepted_one_way_more()
    {
        Network();
        Sockets();
        Start(server, "server", new Listen(shop), new Accept(shop, one), new Log("accepted"));
        Start(client, "client", new Connect(shop), new Log("connected"), new Sleep(1.S));
        world.Run();
        said.ShouldBe(["connected 20ms", "accepted 30ms"]);
        shop.ConnectWait.Max.ShouldBe(20.Ms);
    }

    [Fact]
    public void That_nobody_listens_is_known_after_a_round_trip()
    {
        Network();
        Sockets();
        Start(server, "server", new Listen(shop), new Sleep(5.Ms), new Close(shop), new Sleep(1.S));
        Start(client, "client", new Connect(shop, n), Tell("client"), new Connect(shop, n), Tell("client"));
        world.Run();
        said.ShouldBe([$"client {Refused} 20ms", $"client {Refused} 40ms"]);
    }

    /// RTT + transfer + service + transfer + RTT / 2 … of a request of 1000 and a response of 5000 bytes at 1 MB/s.
    [Fact]
    public void A_response_comes_a_round_trip_both_transfers_and_the_service_after_the_request()
    {
        Network(new(1_000_000));
        Sockets();
        Start(server, "server", new Listen(shop), new Accept(shop, one), new Read(Handle(one), 1000.B, all: true),
            new Compute(3.Ms), new Write(To(one), 5000.B), new Sleep(1.S));
        Start(client, "client", new Connect(shop), new Write(shop, 1000.B), new Read(shop, 5000.B, all: true),
            new Log("got"),
            new Sleep(1.S));
        world.Run();
        // 20 to connect, 1 + 10 there, 3, 5 + 10 back; acknowledgements have no bytes.
        said.ShouldBe(["got 49ms"]);
    }

    /// 1 MB at 1 MB/s with a window that is never full: size / bandwidth + latency.
    [Fact]
    public void With_a_wide_window_bytes_flow_at_the_bandwidth()
    {
        Network(new(1_000_000));
        Sockets(receive: 64.KiB);
        Transfer(1_000_000);
        said.ShouldBe(["sent 20ms", "got 1.03s"]);
    }

    /// A window of 1000 bytes, and nothing else that limits: 1000 a round trip, the last of 100 after half one.
    [Fact]
    public void With_a_narrow_window_a_window_flows_in_each_round_trip()
    {
        Network();
        Sockets(receive: 1000.B, segment: 100.B);
        Transfer(100_000);
        // 20 to connect, 99 round trips, one way.
        said.ShouldBe(["sent 20ms", "got 2.01s"]);
    }

    /// Windows of one segment, which takes 1 ms: 21 ms for each but the last, which needs no way back.
    [Fact]
    public void With_a_window_of_one_segment_each_waits_for_the_acknowledgement_of_the_one_before()
    {
        Network(new(1_000_000));
        Sockets(receive: 1000.B, segment: 1000.B);
        Transfer(50_000);
        said.ShouldBe(["sent 20ms", $"got {new Instant((20 + 50 * 21 - 10) * 1_000_000L)}"]);
    }

    // The server reads all as it comes.
    void Transfer(int bytes)
    {
        Start(server, "server", new Listen(shop), new Accept(shop, one), new Read(Handle(one), new Bytes(bytes),
            all: true),
            new Log("got"));
        Start(client, "client", new Connect(shop), new Write(shop, new Bytes(bytes)), new Log("sent"), new Sleep(10.S));
        world.Run();
        shop.Read.ShouldBe(bytes);
    }

    /// Room for 1000 here and 1000 there: the writer of 5000 is held up until the reader, who begins at 1 s, has read
    /// enough of what stands there.
    [Fact]
    public void A_reader_who_does_not_read_holds_up_the_writer()
    {
        Network();
        Sockets(send: 1000.B, receive: 1000.B, segment: 100.B);
        Start(server, "server", new Listen(shop), new Accept(shop, one), new Sleep(1.S),
            new Read(Handle(one), 5000.B, all: true), new Log("got"));
        Start(client, "client", new Connect(shop), new Write(shop, 1500.B), new Log("first"), new Write(shop, 3500.B),
            new Log("second"), new Sleep(10.S));
        world.Run();
        // 1000 arrive at 30 ms and are acknowledged at 40: 500 more lie here, and 500 of the second write.
        // It reads 1000 at 1.03 s, and the window opens at 1.04; at 1.06, 1.08 and 1.1 the next are acknowledged.
        said.ShouldBe(["first 40ms", "second 1.1s", "got 1.11s"]);
    }

    [Fact]
    public void The_end_comes_behind_all_bytes_and_the_other_direction_goes_on()
    {
        Network(new(1_000_000));
        Sockets(receive: 1000.B, segment: 1000.B);
        Start(server, "server", new Listen(shop), new Accept(shop, one), new Read(Handle(one), 1.MiB, all: true,
            @as: n),
            Tell("request"), new Write(To(one), 700.B), new Close(Any(one)));
        Start(client, "client", new Connect(shop), new Write(shop, 3000.B), new Shutdown(shop),
            new Read(shop, 1.MiB, all: true, @as: n), Tell("response"));
        world.Run();
        // 20 + 3 × 21 − 10; the end has no bytes and is behind the last segment. Then 0.7 + 10 back.
        said.ShouldBe(["request 3000 73ms", "response 700 83.7ms"]);
        (shop.Written, shop.Read, shop.BytesLost).ShouldBe((3700, 3700, 0));
    }

    /// The server is killed when 4 of 10 segments have come and none was read, and 6 are under way: all are lost, and
    /// the client knows half a round trip later.
    [Fact]
    public void Who_is_killed_loses_what_it_has_not_read_and_the_other_side_is_told()
    {
        Network(new(1_000_000));
        Sockets(segment: 1000.B);
        var process = Start(server, "server", new Listen(shop), new Accept(shop, one), new Sleep(10.S));
        server.Start(process, "killer", new Program("killer", new Sleep(34_500.Us), new Exit(9)));
        Start(client, "client", new Connect(shop), new Write(shop, 10_000.B), new Read(shop, 1.B, @as: n),
            Tell("reads"),
            new Read(shop, 1.B, @as: n), Tell("reads"));
        world.Run();
        said.ShouldBe([$"reads {Reset} 44.5ms", "reads 0 44.5ms"]);
        (shop.Written, shop.Read, shop.BytesLost, shop.Level).ShouldBe((10_000, 0, 10_000, 0));
    }

    /// The client is killed at once after its write: its kernel sends all the same.
    [Fact]
    public void What_was_written_arrives_though_its_writer_is_killed()
    {
        Network(new(1_000_000));
        Sockets(receive: 2000.B, segment: 1000.B);
        Start(server, "server", new Listen(shop), new Accept(shop, one), new Read(Handle(one), 1.MiB, all: true,
            @as: n),
            Tell("all"));
        Start(client, "client", new Connect(shop), new Write(shop, 10_000.B), new Exit(9));
        world.Run();
        said.Single().ShouldStartWith("all 10000 ");
        shop.BytesLost.ShouldBe(0);
    }

    /// The server closes at 40 ms, having read all. The client's first write, at 60, is answered by a reset at 80.
    [Fact]
    public void Who_writes_to_what_was_closed_is_told_so_a_round_trip_later()
    {
        Network();
        Sockets();
        Start(server, "server", new Listen(shop), new Accept(shop, one), new Sleep(10.Ms), new Close(Any(one)));
        var process = Start(client, "client", new Connect(shop), new Sleep(40.Ms), new Write(shop, 5.B),
            new Sleep(19.Ms),
            new Write(shop, 5.B), new Log("second"), new Sleep(2.Ms), new Write(shop, 5.B), new Log("never"));
        world.Run();
        said.ShouldBe(["second 79ms"]);
        process.Status.ShouldBe(BrokenPipe);
        shop.BytesLost.ShouldBe(10);
    }

    /// Nothing gets through: at 0, 1, 3 … 63 s it is asked for, and at 127 s given up.
    [Fact]
    public void Where_all_is_lost_to_connect_fails_after_127_seconds()
    {
        Network(loss: 1);
        Sockets();
        Start(server, "server", new Listen(shop), new Sleep(200.S));
        Start(client, "client", new Connect(shop, n), Tell("client"));
        world.Run();
        said.ShouldBe([$"client {TimedOut} {new Instant(127_000_000_000)}"]);
        world.Network.Links.Single(link => link.From == client).Lost.ShouldBe(7);
    }

    /// 1000 segments, of which a tenth is lost: each of those once more at least, none twice in the stream.
    [Theory]
    [InlineData(null), InlineData(30)]
    public void What_is_lost_is_sent_again_and_comes_in_order(int? mtu)
    {
        Network(new(1_000_000), loss: 0.1, mtu: mtu is { } most ? new Bytes(most) : null);
        Sockets(segment: 100.B);
        Start(server, "server", new Listen(shop), new Repeat(1, [new Accept(shop, one)]),
            new While(Formula.Unequal(n, 0), [new Read(Handle(one), 70.B, @as: n)]), new Log("end"));
        Start(client, "client", new Repeat(20, [new Connect(shop, n), new If((Formula)n > 0, [new Break()])]),
            new Write(shop, 100_000.B), new Close(shop));
        world.Run(until: 200.Ms);
        var link = world.Network.Links.Single(link => link.From == client);
        link.Bytes.ShouldBe(100_000);
        // All was sent, and nothing yet again: what came behind the first gap waits.
        shop.Read.ShouldBeInRange(1, 10_000);
        world.Run();
        shop.Read.ShouldBe(100_000);
        link.Lost.ShouldBeGreaterThan(50);
        link.Bytes.ShouldBeGreaterThan(100_000 + 50 * 20);
        // With nothing lost it would take 0.13 s; each loss costs 200 ms at most, and many go on side by side.
        said.Single().ShouldStartWith("end ");
        world.Simulation.Now.ShouldBeGreaterThan(Instant.Start + 330.Ms);
    }

    [Fact]
    public void A_connection_that_is_given_up_leaves_no_place_in_line_behind()
    {
        Network();
        Sockets();
        Start(server, "server", new Listen(shop, 0), new Sleep(1.S), new Accept(shop), new Log("accepted"),
            new Sleep(1.S));
        Start(client, "client", new Connect(shop, n, timeout: 15.Ms), Tell("first"), new Connect(shop, n),
            Tell("second"),
            new Sleep(3.S));
        world.Run();
        // At 20 ms its grant comes, in vain; the second request, of 15 ms, found its place taken and is sent again.
        said.ShouldBe([$"first {TimedOut} 15ms", "second 3 1.035s", "accepted 1.045s"]);
    }

    /// At 20 ms the client is told of its connection, but both CPUs are busy until 25, when its process ends.
    [Fact]
    public void A_connection_that_was_made_for_one_who_died_before_it_could_see_it_is_closed()
    {
        Network();
        Sockets();
        Start(server, "server", new Listen(shop), new Accept(shop, one),
            new Read(Handle(one), 1.B, @as: n), Tell("reads"));
        var process = Start(client, "client", new Connect(shop), new Log("never"));
        client.Start(process, "busy", new Program("busy", new Sleep(15.Ms), new Compute(10.Ms), new Exit(0)), count: 2);
        world.Run().Reason.ShouldBe(EndReason.Done);
        said.ShouldBe(["reads 0 35ms"]);
    }

    [Fact]
    public void Who_is_stuck_says_who_has_the_other_end_on_another_machine()
    {
        Network();
        Sockets();
        Start(server, "server", new Listen(shop), new Accept(shop, one), new Read(Handle(one), 1.B));
        Start(client, "client", new Connect(shop), new Read(shop, 1.B));
        var ending = world.Run();
        ending.Reason.ShouldBe(EndReason.Deadlock);
        ending.Evidence!.ShouldContain("server/main waits for bytes from a connection to shop since 30ms");
        ending.Evidence!.ShouldContain("the other end open have server/main");
    }

    [Fact]
    public void Talking_allocates_nothing()
    {
        world.Network.Terms = new() { Latency = 1.Us, Bandwidth = new ByteRate(1_000_000_000) };
        Sockets();
        Start(server, "server", new Listen(shop), new Accept(shop, one),
            new Forever([new Read(Handle(one), 64.B), new Write(To(one), 64.B)]));
        Start(client, "client", new Connect(shop), new Forever([
            new Compute(1.Us), new Write(shop, 64.B), new Read(shop, 64.B)]));
        Allocation.PerTurn(world.Simulation, () => shop.Reads).ShouldBe(0);
    }

    [Fact]
    public void A_method_connects_from_another_machine()
    {
        Network();
        var door = new StreamSocket(server, SocketFamily.Network);
        server.Process("server").Thread("main", async self =>
        {
            await door.Listen(self);
            var connection = await door.Accept(self);
            await connection.Write(self, await connection.Read(self, 100.B) == 40 ? 60.B : 1.B);
        });
        client.Process("client").Thread("main", async self =>
        {
            var connection = await door.Connect(self);
            await connection.Write(self, 40.B);
            (await connection.ReadAll(self, 100.B)).ShouldBe(60);
            self.Log("done");
        });
        world.Run().Reason.ShouldBe(EndReason.Done);
        said.ShouldBe(["done 40ms"]);
    }

    /// The third packet of the handshake lets the server accept, at 30 ms.
    [Fact]
    public void A_call_that_moves_a_part_is_accounted_for_where_the_others_are()
    {
        Network();
        Sockets(send: 100.B);
        Start(server, "server", new Listen(shop), new Accept(shop, one), new Sleep(1.S),
            new Read(Handle(one), 1.MiB, all: true, mode: IoMode.NonBlocking, @as: n), Tell("read"));
        Start(client, "client", new Connect(shop), new Write(shop, 150.B, mode: IoMode.NonBlocking, @as: n),
            Tell("wrote"), new Sleep(2.S));
        world.Run();
        said.ShouldBe(["wrote 100 20ms", "read 100 1.03s"]);
        (shop.Writes, shop.Reads, client.Channels[0].Writes, client.Channels[0].Reads).ShouldBe((1, 1, 0, 0));
    }

    static ChannelReference<IReadable> Handle(Variable variable) => new(0, Handle: variable);
    static ChannelReference<IWritable> To(Variable variable) => new(0, Handle: variable);
    static ChannelReference<Channel> Any(Variable variable) => new(0, Handle: variable);
}
