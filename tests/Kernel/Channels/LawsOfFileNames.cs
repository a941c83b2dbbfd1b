using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Calls;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Signals;
using Thread = Timeslice.Kernel.Thread;

namespace Timeslice.Tests.Kernel.Channels;

/// <summary>
/// FIFOs and local sockets that have names in the file system: who makes them, who removes them, and what lives on.
/// </summary>
public sealed class LawsOfFileNames
{
    const long NoEntry = -2, Denied = -13, Exists = -17, Invalid = -22, InUse = -98, Refused = -111;

    readonly Machine machine = new(cpus: 4, new Fcfs());

    Process Start(string user, Func<Thread, SimTask> main)
    {
        var process = machine.Process($"{user} {machine.Processes.Count}");
        process.Credentials = new(user);
        process.Thread("main", main);
        return process;
    }

    void Run() => machine.Run().Evidence.ShouldBeNull();

    /// unlink(2): processes that have it open go on; the name is free for another FIFO, with other bytes in it.
    [Fact]
    public void A_fifo_without_its_name_lives_on_for_whom_has_it_open()
    {
        var fifo = new Fifo(machine);
        Start("root", async self =>
        {
            (await fifo.Open(self, Use.Reading)).ShouldBe(3);
            (await fifo.Read(self, 9.B)).ShouldBe(5);
            machine.Simulation.Now.ShouldBe(Instant.Start + 4.Ms, "not from the new one at 3 ms");
            (await fifo.Read(self, 9.B)).ShouldBe(0);
        });
        Start("root", async self =>
        {
            (await fifo.Open(self, Use.Writing)).ShouldBe(3);
            await self.Sleep(4.Ms);
            (await fifo.Write(self, 5.B)).ShouldBe(5);
        });
        Start("root", async self =>
        {
            await self.Sleep(2.Ms);
            (await fifo.Open(self, create: true, exclusive: true)).ShouldBe(Exists);
            (await fifo.Remove(self)).ShouldBe(0);
            (await fifo.Remove(self)).ShouldBe(NoEntry);
            (await fifo.Open(self)).ShouldBe(NoEntry);
            (await fifo.Open(self, Use.Writing, IoMode.NonBlocking)).ShouldBe(NoEntry);
            (await fifo.Open(self, create: true, exclusive: true)).ShouldBe(3);
            await self.Sleep(1.Ms);
            (await fifo.Write(self, 7.B)).ShouldBe(7);
            (await fifo.Read(self, 9.B)).ShouldBe(7);
        });
        Run();
    }

    [Fact]
    public void Who_waits_to_open_a_fifo_that_is_removed_waits_on_for_those_who_had_found_it()
    {
        var fifo = new Fifo(machine);
        var waits = Start("root", async self => await fifo.Open(self, Use.Reading));
        Start("root", async self =>
        {
            await self.Sleep(1.Ms);
            (await fifo.Remove(self)).ShouldBe(0);
            (await fifo.Open(self, Use.Both, create: true)).ShouldBe(3);
            // Who is stopped and continued looks again.
            await self.Kill(waits, Signal.Stop);
            await self.Sleep(1.Ms);
            await self.Kill(waits, Signal.Cont);
            await self.Sleep(1.Ms);
        });
        machine.Run().Evidence.ShouldNotBeNull().ShouldContain("waits for a writer of fifo 1");
        waits.IsOver.ShouldBeFalse();
    }

    [Fact]
    public void Who_makes_a_fifo_owns_it_and_it_is_his_alone_unless_its_mode_says_more()
    {
        var (closed, open) = (new Fifo(machine, exists: false),
            new Fifo(machine, exists: false, mode: "rw--w--w-"));
        Start("alice", async self =>
        {
            (await closed.Open(self)).ShouldBe(NoEntry);
            (await closed.Open(self, create: true)).ShouldBe(3);
            (await open.Open(self, create: true)).ShouldBe(4);
            await self.Sleep(2.Ms);
        });
        Start("bob", async self =>
        {
            await self.Sleep(1.Ms);
            (await closed.Open(self, Use.Writing)).ShouldBe(Denied);
            (await open.Open(self, Use.Writing)).ShouldBe(3);
            (await open.Open(self, Use.Reading)).ShouldBe(Denied);
        });
        Run();
        (closed.Refused, open.Refused).ShouldBe((1, 1));
    }

    [Fact]
    public void Its_owner_removes_a_name_and_root_and_nobody_else()
    {
        var (fifo, door) = (new Fifo(machine, owner: "alice", mode: "rw-rw-rw-"),
            new StreamSocket(machine, mode: "rw-rw-rw-"));
        var (hers, mail) = (new Fifo(machine, owner: "alice"), new DatagramSocket(machine, owner: "alice"));
        Start("alice", async self => (await door.Listen(self)).ShouldBe(3));
        Start("root", async self => (await mail.Open(self, Use.Reading)).ShouldBe(3));
        Start("bob", async self =>
        {
            await self.Sleep(1.Ms);
            foreach (var each in (Channel[])[fifo, door, hers, mail]) (await each.Remove(self)).ShouldBe(Denied);
        });
        Start("alice", async self =>
        {
            await self.Sleep(2.Ms);
            foreach (var each in (Channel[])[fifo, door, mail]) (await each.Remove(self)).ShouldBe(0);
        });
        Start("root", async self =>
        {
            await self.Sleep(3.Ms);
            foreach (var each in (Channel[])[fifo, door, mail]) (await each.Remove(self)).ShouldBe(NoEntry);
            (await hers.Remove(self)).ShouldBe(0);
        });
        Run();
        (fifo.Refused, door.Refused, hers.Refused, mail.Refused).ShouldBe((1, 1, 1, 1));
    }

    /// unix(7), bind(2): the name outlives who was bound to it, and nobody else is bound to it before it is removed.
    [Fact]
    public void The_name_of_a_socket_is_in_use_until_it_is_removed()
    {
        var door = new StreamSocket(machine, mode: "rw-rw-rw-");
        Start("root", async self =>
        {
            (await door.Connect(self)).Handle.ShouldBe(NoEntry);
            (await door.Listen(self)).ShouldBe(3);
            (await door.Connect(self)).Handle.ShouldBe(4);
            (await door.Listen(self)).ShouldBe(InUse);
            await self.Sleep(2.Ms);
            (await door.Connect(self)).Handle.ShouldBe(Refused);
            (await door.Listen(self)).ShouldBe(InUse);
            (await door.Remove(self)).ShouldBe(0);
            (await door.Connect(self)).Handle.ShouldBe(NoEntry);
            (await door.Listen(self)).ShouldBe(3);
            (await door.Connect(self)).IsOpen.ShouldBeTrue();
        }).Thread("closer", async self =>
        {
            await self.Sleep(1.Ms);
            (await door.Close(self)).ShouldBe(0);
        });
        Run();
        (door.RefusedConnections, door.Connections).ShouldBe((1, 2));
    }

    [Fact]
    public void Without_its_name_a_socket_serves_those_who_had_come_and_another_may_take_the_name()
    {
        var door = new StreamSocket(machine, owner: "root");
        Start("root", async self =>
        {
            (await door.Listen(self)).ShouldBe(3);
            await self.Sleep(5.Ms);
            var served = await door.Accept(self);
            (await served.Write(self, 5.B)).ShouldBe(5);
            (await door.Accept(self, mode: IoMode.NonBlocking)).Handle.ShouldBe(-11, "the second came to the other");
        });
        Start("root", async self =>
        {
            await self.Sleep(1.Ms);
            var made = await door.Connect(self);
            (await made.Read(self, 9.B)).ShouldBe(5);
        });
        Start("root", async self =>
        {
            await self.Sleep(2.Ms);
            (await door.Remove(self)).ShouldBe(0);
            (await door.Connect(self)).Handle.ShouldBe(NoEntry);
            (await door.Listen(self)).ShouldBe(3);
            (await door.Connect(self)).IsOpen.ShouldBeTrue();
            (await door.Accept(self)).IsOpen.ShouldBeTrue();
            await self.Sleep(9.Ms);
            (await door.Connect(self)).IsOpen.ShouldBeTrue("the first has closed, not this one");
        });
        Run();
    }

    [Fact]
    public void A_datagram_finds_by_name_who_is_bound_to_it_now()
    {
        var mail = new DatagramSocket(machine, name: "mail", mode: "rw-------");
        var n = new Variable(machine, "n", of: VariableOwner.Thread);
        Start("first", new Open(mail, Use.Reading), new Receive(mail), new Sleep(4.Ms),
            new Receive(mail, mode: IoMode.NonBlocking, @as: n), Sees(-11), new Close(mail));
        Start("second", new Sleep(2.Ms), new Open(mail, Use.Reading, @as: n), Sees(InUse), new Remove(mail),
            new Open(mail, Use.Reading, @as: n), Sees(3), new Receive(mail), new Sleep(3.Ms), new Receive(mail),
            new Close(mail), new Sleep(1.Ms), new Remove(mail), new Sleep(1.Ms));
        Start("sender", new Open(mail, Use.Writing), new Sleep(1.Ms), Send(0), new Sleep(2.Ms), Send(0),
            new Sleep(3.Ms), Send(0), new Sleep(1500.Us), Send(NoEntry));
        machine.Run().Evidence.ShouldBeNull();
        (mail.Writes, mail.Reads).ShouldBe((3, 3));

        void Start(string name, params Operation[] main) =>
            machine.Start(machine.Process(name), "main", new Program(name, main), isMain: true);
        Operation Sees(long what) => new Check(Formula.Equal(n, what));
        Operation Send(long answer) => new Repeat(1, [new Send(mail, 1.B, @as: n), Sees(answer)]);
    }

    /// unix(7), abstract sockets: no permissions, and free when nobody is bound to it.
    [Fact]
    public void An_abstract_socket_has_no_name_to_remove_and_none_that_stays()
    {
        var door = new StreamSocket(machine);
        Start("bob", async self =>
        {
            (await door.Connect(self)).Handle.ShouldBe(Refused);
            (await door.Listen(self)).ShouldBe(3);
            (await door.Remove(self)).ShouldBe(Invalid);
            (await door.Close(self)).ShouldBe(0);
            (await door.Listen(self)).ShouldBe(3);
        });
        Run();
        door.Refused.ShouldBe(0);
    }

    [Theory]
    [InlineData("alice", null, null, "owner"), InlineData(null, "staff", null, "group")]
    [InlineData(null, null, "rw-------", "mode"), InlineData("alice", "staff", "rw-------", "owner")]
    public void A_socket_of_the_network_is_anybody_s(string? owner, string? group, string? mode, string told)
    {
        Should.Throw<ArgumentOutOfRangeException>(() =>
            new StreamSocket(SocketFamily.Network, owner: owner, group: group, mode: mode)).ParamName.ShouldBe(told);
        Should.Throw<ArgumentOutOfRangeException>(() =>
            new DatagramSocket(SocketFamily.Network, owner: owner, group: group, mode: mode)).ParamName.ShouldBe(told);
    }

    [Fact]
    public void The_mode_of_a_name_is_written_as_ls_writes_it()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new StreamSocket(mode: "0600")).ParamName.ShouldBe("mode");
        Should.Throw<ArgumentOutOfRangeException>(() => new DatagramSocket(mode: "rw")).ParamName.ShouldBe("mode");
        Should.Throw<ArgumentOutOfRangeException>(() => new Fifo(mode: "r")).ParamName.ShouldBe("mode");
    }
}
