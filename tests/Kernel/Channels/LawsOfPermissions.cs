using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Calls;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Channels.Naming;
using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Tests.Kernel.Channels;

/// <summary>Who may use what stands in the kernel.</summary>
public sealed class LawsOfPermissions
{
    const long Denied = -13;

    // What its owner, its group and all others may, as text, and who asks: in which of the three he is.
    static readonly (string User, string[] Groups, int Class)[] users =
    [
        ("alice", [], 0), ("alice", ["staff"], 0), ("bob", ["staff"], 1), ("bob", ["guests", "staff"], 1),
        ("bob", [], 2), ("carol", ["guests"], 2), ("root", [], -1), ("root", ["staff"], -1),
    ];

    static IEnumerable<string> Modes() =>
        from bits in Enumerable.Range(0, 64)
        select string.Concat(Enumerable.Range(0, 9).Select(i =>
            i % 3 == 2 || (bits >> (i / 3 * 2 + i % 3) & 1) == 0 ? '-' : "rw"[i % 3]));

    // By the man page, from the letters.
    static bool May(string mode, int its, bool reads, bool writes) =>
        its < 0 || (!reads || mode[its * 3] == 'r') && (!writes || mode[its * 3 + 1] == 'w');

    [Fact]
    public void A_posix_queue_is_opened_by_whom_its_mode_lets()
    {
        var machine = new Machine(cpus: 1, new Fcfs());
        var modes = Modes().ToList();
        var queues = modes.Select(mode =>
            new PosixMessageQueue(machine, owner: "alice", group: "staff", mode: mode, name: mode)).ToList();
        var asked = 0;
        foreach (var (user, groups, its) in users)
        {
            var process = machine.Process($"{user} {machine.Processes.Count}");
            process.Credentials = new(user, groups);
            process.Thread("main", async self =>
            {
                foreach (var queue in queues)
                    foreach (var use in Enum.GetValues<Use>())
                    {
                        var expected = May(queue.Name, its, use != Use.Writing, use != Use.Reading);
                        var answer = await queue.Open(self, use);
                        (answer >= 3).ShouldBe(expected, $"{user} opens {queue.Name} for {use}");
                        if (!expected) answer.ShouldBe(Denied);
                        asked++;
                    }
            });
        }
        machine.Run().Reason.ShouldBe(EndReason.Done);
        asked.ShouldBe(64 * 8 * 3);
        queues.Sum(queue => queue.Refused).ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_system_v_queue_asks_at_each_call()
    {
        var machine = new Machine(cpus: 1, new Fcfs());
        var queues = Modes().Select(mode =>
            new SystemVMessageQueue(machine, owner: "alice", group: "staff", mode: mode, name: mode)).ToList();
        var asked = 0;
        foreach (var (user, groups, its) in users)
        {
            var process = machine.Process($"{user} {machine.Processes.Count}");
            process.Credentials = new(user, groups);
            process.Thread("main", async self =>
            {
                foreach (var queue in queues)
                {
                    var mode = queue.Name;
                    (await queue.Open(self)).ShouldBeGreaterThanOrEqualTo(32_768);
                    (await queue.Open(self, Use.Reading) > 0).ShouldBe(May(mode, its, true, false));
                    (await queue.Open(self, Use.Both) > 0).ShouldBe(May(mode, its, true, true));
                    (await queue.Send(self, 1.B)).ShouldBe(May(mode, its, false, true) ? 0 : Denied);
                    var got = (await queue.Receive(self, mode: IoMode.NonBlocking)).Answer;
                    (got == Denied).ShouldBe(!May(mode, its, true, false), $"{user} receives from {mode}");
                    asked++;
                }
            });
        }
        machine.Run().Reason.ShouldBe(EndReason.Done);
        asked.ShouldBe(64 * 8);
    }

    // Somebody has each open for both, so that opening it does not wait and does not find nobody.
    [Fact]
    public void A_fifo_is_opened_by_whom_its_mode_lets()
    {
        var machine = new Machine(cpus: 1, new Fcfs());
        var fifos = Modes().Select(mode =>
            new Fifo(machine, name: mode, owner: "alice", group: "staff", mode: mode)).ToList();
        machine.Process("keeper").Thread("main", async self =>
        {
            foreach (var fifo in fifos) (await fifo.Open(self)).ShouldBeGreaterThanOrEqualTo(3);
            await self.Sleep(1.S);
        });
        var (asked, refused) = (0, 0);
        foreach (var (user, groups, its) in users)
        {
            var process = machine.Process($"{user} {machine.Processes.Count}");
            process.Credentials = new(user, groups);
            process.Thread("main", async self =>
            {
                await self.Sleep(1.Ms);
                foreach (var fifo in fifos)
                    foreach (var use in Enum.GetValues<Use>())
                    {
                        var expected = May(fifo.Name, its, use != Use.Writing, use != Use.Reading);
                        var answer = await fifo.Open(self, use);
                        (answer >= 3).ShouldBe(expected, $"{user} opens {fifo.Name} for {use}");
                        if (!expected) answer.ShouldBe(Denied);
                        (asked, refused) = (asked + 1, refused + (expected ? 0 : 1));
                    }
            });
        }
        machine.Run().Reason.ShouldBe(EndReason.Done);
        asked.ShouldBe(64 * 8 * 3);
        fifos.Sum(fifo => fifo.Refused).ShouldBe(refused);
    }

    /// unix(7): to connect, one needs write permission on the socket; reading permission says nothing.
    [Fact]
    public void A_local_socket_is_connected_to_by_whom_its_mode_lets_write()
    {
        var machine = new Machine(cpus: 1, new Fcfs());
        var doors = Modes().Select(mode =>
            new StreamSocket(machine, name: mode, owner: "alice", group: "staff", mode: mode)).ToList();
        machine.Process("server").Thread("main", async self =>
        {
            foreach (var door in doors) (await door.Listen(self)).ShouldBeGreaterThanOrEqualTo(3);
            await self.Sleep(1.S);
        });
        var (asked, refused) = (0, 0);
        foreach (var (user, groups, its) in users)
        {
            var process = machine.Process($"{user} {machine.Processes.Count}");
            process.Credentials = new(user, groups);
            process.Thread("main", async self =>
            {
                await self.Sleep(1.Ms);
                foreach (var door in doors)
                {
                    var expected = May(door.Name, its, reads: false, writes: true);
                    var made = await door.Connect(self);
                    made.IsOpen.ShouldBe(expected, $"{user} connects to {door.Name}");
                    if (!expected) made.Handle.ShouldBe(Denied);
                    (asked, refused) = (asked + 1, refused + (expected ? 0 : 1));
                }
            });
        }
        machine.Run().Reason.ShouldBe(EndReason.Done);
        asked.ShouldBe(64 * 8);
        doors.Sum(door => door.Refused).ShouldBe(refused);
        doors.Sum(door => door.Connections).ShouldBe(asked - refused);
        doors.Sum(door => door.RefusedConnections).ShouldBe(0, "somebody listens at each");
    }

    [Fact]
    public void A_datagram_is_sent_by_whom_the_mode_of_the_socket_lets_write()
    {
        var machine = new Machine(cpus: 1, new Fcfs());
        var boxes = Modes().Select(mode =>
            new DatagramSocket(machine, name: mode, owner: "alice", group: "staff", mode: mode)).ToList();
        machine.Start(machine.Process("receiver"), "main", new("receiver",
            [.. boxes.Select(box => new Open(box, Use.Reading)), new Sleep(1.S)]));
        var refused = 0;
        foreach (var (user, groups, its) in users)
        {
            var process = machine.Process($"{user} {machine.Processes.Count}");
            process.Credentials = new(user, groups);
            var answer = new Variable(machine, process.Name, -1);
            machine.Start(process, "main", new("sender", [new Sleep(1.Ms), .. boxes.SelectMany(box =>
            {
                var may = May(box.Name, its, reads: false, writes: true);
                if (!may) refused++;
                return (Operation[])[new Open(box, Use.Writing), new Send(box, 1.B, @as: answer),
                    new Check(Formula.Equal(answer, may ? 0 : Denied))];
            })]));
        }
        machine.Run().Reason.ShouldBe(EndReason.Done);
        boxes.Sum(box => box.Refused).ShouldBe(refused);
        boxes.Sum(box => box.Writes).ShouldBe(64 * 8 - refused);
    }

    [Fact]
    public void An_owner_may_no_more_than_an_owner_even_where_all_others_may()
    {
        var machine = new Machine(cpus: 1, new Fcfs());
        var queue = new PosixMessageQueue(machine, owner: "alice", group: "staff", mode: "---rw-rw-");
        var (mine, others) = (machine.Process("mine"), machine.Process("others"));
        (mine.Credentials, others.Credentials) = (new("alice", ["staff"]), new("bob"));
        mine.Thread("main", async self => (await queue.Open(self)).ShouldBe(Denied));
        others.Thread("main", async self => (await queue.Open(self)).ShouldBe(3));
        machine.Run().Reason.ShouldBe(EndReason.Done);
    }

    [Theory]
    [InlineData("rw-r-----", true), InlineData("---------", true), InlineData("rw-rw-rw-", true)]
    [InlineData("rwxr-----", false), InlineData("rw-r----", false), InlineData("rw-r------", false)]
    [InlineData("wr-------", false), InlineData("0640", false), InlineData("", false), InlineData("RW-------", false)]
    [InlineData("rw-r-----\n", false), InlineData("-rw-r----", false)]
    public void A_mode_is_written_as_ls_writes_it(string text, bool isOne)
    {
        Permissions.TryParse(text, out var permissions).ShouldBe(isOne);
        if (isOne) permissions.ToString().ShouldBe(text);
        else
            Should.Throw<ArgumentOutOfRangeException>(() => new PosixMessageQueue(mode: text))
                .ParamName.ShouldBe("mode");
    }

    [Fact]
    public void What_nobody_was_said_to_own_is_for_all_and_what_somebody_makes_is_his_alone()
    {
        var machine = new Machine(cpus: 1, new Fcfs());
        var (everybodys, hers, made) = (new PosixMessageQueue(machine), new PosixMessageQueue(machine, owner: "alice"),
            new PosixMessageQueue(machine, exists: false));
        var (bob, alice) = (machine.Process("bob"), machine.Process("alice"));
        (bob.Credentials, alice.Credentials) = (new("bob", ["staff"]), new("alice", ["staff"]));
        bob.Thread("main", async self =>
        {
            (await everybodys.Open(self)).ShouldBe(3);
            (await hers.Open(self)).ShouldBe(Denied);
            (await made.Open(self)).ShouldBe(-2);
            (await made.Open(self, create: true)).ShouldBe(4);
        });
        alice.Thread("main", async self =>
        {
            await self.Sleep(1.Ms);
            (await hers.Open(self)).ShouldBe(3);
            (await made.Open(self)).ShouldBe(Denied);
            (await made.Remove(self)).ShouldBe(Denied);
        });
        machine.Run().Reason.ShouldBe(EndReason.Done);
        made.Refused.ShouldBe(2);
    }

    [Fact]
    public void Children_act_for_whom_their_parents_do()
    {
        var machine = new Machine(cpus: 1, new Fcfs());
        var queue = new PosixMessageQueue(machine, owner: "alice");
        foreach (var (user, answer) in (IEnumerable<(string, long)>)[("alice", 3), ("bob", Denied)])
        {
            var got = new Variable(machine, $"got of {user}");
            var process = machine.Process(user);
            process.Credentials = new(user);
            machine.Start(process, "main", new("main", new Fork([
                new Open(queue, @as: got),
                new Check(Formula.Equal(got, answer))]),
                new WaitChild()));
        }
        machine.Run().Reason.ShouldBe(EndReason.Done);
    }
}
