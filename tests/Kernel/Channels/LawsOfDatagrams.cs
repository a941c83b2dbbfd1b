using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Networks;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Tests.Kernel.Channels;

/// <summary>
/// Messages arrive whole or not at all: nearby all of them, over a network those for which there is room.
/// </summary>
public sealed class LawsOfDatagrams
{
    const int Again = -11, MessageSize = -90, InUse = -98, Refused = -111;

    readonly World world = new(new Simulation());
    readonly Machine here, there;
    readonly List<string> said = [];
    Variable n = null!, value = null!;

    public LawsOfDatagrams()
    {
        there = world.Add("there", new(world.Simulation, 2, new Fcfs()));
        here = world.Add("here", new(world.Simulation, 2, new Fcfs()));
        world.Network.Terms = new() { Latency = 10.Ms, Bandwidth = new ByteRate(1_000_000) };
        foreach (var machine in world.Machines)
        {
            (n, value) = (Own("n"), Own("value"));
            machine.Log = line => said.Add($"{Text(line)} {world.Simulation.Now}");

            Variable Own(string name) => new(machine, name, -1, VariableOwner.Thread);
        }
    }

    // A line begins with the instant and who says it.
    static string Text(string line) => line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..];

    static void Start(Machine on, string name, params Operation[] main) =>
        on.Start(on.Process(name), "main", new Program(name, main), isMain: true);

    Log Tell(string what) => new(new Phrase((what + " ", n), (" says ", value)));

    [Fact]
    public void Each_message_is_received_as_one_and_in_order_and_what_does_not_fit_is_cut()
    {
        var mail = new DatagramSocket(here, name: "mail");
        Start(here, "receiver", new Open(mail, Use.Reading), new Repeat(3, [
            new Receive(mail, 100.B, @as: n, value: value), Tell("got")]));
        Start(here, "sender", new Sleep(1.Ms), new Open(mail, Use.Writing), new Send(mail, 30.B, value: 7),
            new Send(mail, 40.B, value: 8), new Send(mail, 200.B, value: 9));
        world.Run().Reason.ShouldBe(EndReason.Done);
        said.ShouldBe(["got 30 says 7 1ms", "got 40 says 8 1ms", "got 100 says 9 1ms"]);
        (mail.Writes, mail.Reads, mail.Lost, mail.Level).ShouldBe((3, 3, 0, 0));
    }

    /// As many as the queue says and one more, as Linux counts; the fourth of five waits until one was received.
    [Fact]
    public void Nearby_a_sender_waits_while_the_line_is_full()
    {
        var mail = new DatagramSocket(here, queue: 2, name: "mail");
        Start(here, "receiver", new Open(mail, Use.Reading), new Repeat(5, [new Sleep(10.Ms), new Receive(mail)]));
        Start(here, "sender", new Sleep(1.Ms), new Open(mail, Use.Writing),
            new Repeat(5, [new Send(mail, 5.B), new Log("sent")]), new Sleep(1.S));
        Start(here, "other", new Sleep(5.Ms), new Open(mail, Use.Writing),
            new Send(mail, 5.B, mode: IoMode.NonBlocking, @as: n), Tell("other"));
        world.Run();
        said.ShouldBe(["sent 1ms", "sent 1ms", "sent 1ms", $"other {Again} says -1 5ms", "sent 10ms", "sent 20ms"]);
    }

    [Fact]
    public void Nearby_where_nobody_receives_to_send_is_refused()
    {
        var mail = new DatagramSocket(here, name: "mail");
        Start(here, "sender", new Open(mail, Use.Writing), new Send(mail, 5.B, @as: n), Tell("sent"),
            new Open(mail, Use.Reading), new Open(mail, Use.Reading, @as: n), Tell("opened"),
            new Send(mail, 300.KiB, @as: n), Tell("sent"));
        world.Run();
        said.ShouldBe([
            $"sent {Refused} says -1 0ns", $"opened {InUse} says -1 0ns", $"sent {MessageSize} says -1 0ns"]);
    }

    /// 1000 bytes of room: of five messages of 400 that come at 20.4 ms and each 0.4 ms later, two; then one more.
    [Fact]
    public void Over_a_network_what_finds_no_room_is_dropped()
    {
        new DatagramSocket(there, SocketFamily.Network, receiveBuffer: 1000.B, name: "mail").ShouldNotBeNull();
        var mail = new DatagramSocket(here, SocketFamily.Network, receiveBuffer: 1000.B, name: "mail");
        Start(here, "receiver", new Open(mail, Use.Reading), new Sleep(100.Ms), new Repeat(3, [
            new Receive(mail, @as: n, value: value), Tell("got")]));
        Start(there, "sender", new Sleep(10.Ms), new Open(mail, Use.Writing),
            new Repeat(5, [new Send(mail, 400.B, value: 1)]), new Log("sent"), new Sleep(200.Ms),
            new Send(mail, 400.B, value: 2));
        world.Run().Reason.ShouldBe(EndReason.Done);
        said.ShouldBe(["sent 10ms", "got 400 says 1 100ms", "got 400 says 1 100ms", "got 400 says 2 220.4ms"]);
        (mail.Writes, mail.Reads, mail.Lost, mail.Level).ShouldBe((6, 3, 3, 0));
    }

    [Fact]
    public void Sending_allocates_nothing()
    {
        world.Network.Terms = new() { Latency = 1.Us };
        new DatagramSocket(there, SocketFamily.Network, name: "mail").ShouldNotBeNull();
        var mail = new DatagramSocket(here, SocketFamily.Network, name: "mail");
        Start(here, "receiver", new Open(mail, Use.Reading), new Forever([new Receive(mail)]));
        Start(there, "sender", new Sleep(1.Us), new Open(mail, Use.Writing), new Forever([
            new Send(mail, 64.B), new Compute(1.Us)]));
        Allocation.PerTurn(world.Simulation, () => mail.Reads).ShouldBe(0);
    }

    /// 1000 messages of four packets, of which a tenth is lost: 0.9⁴ of them arrive, ± 4 standard deviations of 0.015.
    [Fact]
    public void Over_a_network_a_message_of_which_a_packet_is_lost_does_not_arrive()
    {
        world.Network.Terms = new() { Latency = 10.Ms, Loss = 0.1, Mtu = 100.B };
        new DatagramSocket(there, SocketFamily.Network, name: "mail").ShouldNotBeNull();
        var mail = new DatagramSocket(here, SocketFamily.Network, name: "mail");
        Start(here, "receiver", new Open(mail, Use.Reading), new Repeat(1000, [
            new Receive(mail, timeout: 1.S, @as: n)]));
        Start(there, "sender", new Sleep(10.Ms), new Open(mail, Use.Writing), new Repeat(1000, [
            new Send(mail, 400.B), new Sleep(1.Ms)]));
        world.Run(until: 3.S);
        (mail.Reads + mail.Lost).ShouldBe(1000);
        (mail.Reads / 1000.0).ShouldBe(Math.Pow(0.9, 4), 0.06);
    }
}
