using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Calls;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Scheduling;
using Thread = Timeslice.Kernel.Thread;

namespace Timeslice.Tests.Kernel.Channels;

/// <summary>What stands in the kernel by a name or a key is found, made and removed.</summary>
public sealed class LawsOfNamesAndKeys
{
    const long NoEntry = -2, Exists = -17, Invalid = -22, Removed = -43, NotPermitted = -1, NotOpen = -9;

    readonly Machine machine = new(cpus: 4, new Fcfs());

    void Run(params Func<Thread, SimTask>[] mains)
    {
        foreach (var main in mains) machine.Process($"app {machine.Processes.Count}").Thread("main", main);
        machine.Run().Evidence.ShouldBeNull();
    }

    [Fact]
    public void The_same_key_is_the_same_queue()
    {
        var (a, b) = (new SystemVMessageQueue(machine, key: "42"), new SystemVMessageQueue(machine, key: "42"));
        var other = new SystemVMessageQueue(machine, key: "43");
        var without = new SystemVMessageQueue(machine);
        Run(async self =>
        {
            var id = await a.Open(self);
            (await b.Open(self)).ShouldBe(id);
            (await other.Open(self)).ShouldNotBe(id);
            (await without.Open(self)).ShouldNotBe(id);
            await a.Send(self, 5.B, value: 7);
            (await other.Receive(self, mode: IoMode.NonBlocking)).Answer.ShouldBe(-42);
            (await b.Receive(self)).ShouldBe(new(5, new(5, 7, 1)));
        });
        (a.Writes, a.Reads, b.Writes, b.Reads).ShouldBe((1, 1, 0, 0), "its accounts stand under its first name");
    }

    [Fact]
    public void A_queue_is_made_where_there_is_none_and_a_clash_is_told()
    {
        var (a, b) = (new SystemVMessageQueue(machine, key: "42", exists: false),
            new SystemVMessageQueue(machine, key: "42", exists: false));
        Run(async self =>
        {
            (await a.Open(self)).ShouldBe(NoEntry);
            (await a.Send(self, 1.B)).ShouldBe(Invalid);
            (await a.Remove(self)).ShouldBe(NoEntry);
            var id = await a.Open(self, create: true, exclusive: true);
            (await b.Open(self, create: true, exclusive: true)).ShouldBe(Exists);
            (await b.Open(self, create: true)).ShouldBe(id);
            (await b.Open(self)).ShouldBe(id);
            (await b.Remove(self)).ShouldBe(0);
            (await a.Open(self)).ShouldBe(NoEntry);
            (await a.Open(self, create: true, exclusive: true)).ShouldNotBe(id);
        });
    }

    [Fact]
    public void What_is_private_never_clashes()
    {
        var mine = new SystemVMessageQueue(machine, key: "private");
        Run(async self =>
        {
            (await mine.Send(self, 1.B)).ShouldBe(Invalid);
            var first = await mine.Open(self, create: true, exclusive: true);
            var second = await mine.Open(self, create: true, exclusive: true);
            second.ShouldNotBe(first);
        });
    }

    [Fact]
    public void A_system_v_queue_vanishes_at_once_and_wakes_who_waits_there()
    {
        var queue = new SystemVMessageQueue(machine, maxBytes: 10.B);
        Run(async self =>
            {
                (await queue.Send(self, 10.B, rank: 3)).ShouldBe(0);
                (await queue.Send(self, 1.B)).ShouldBe(Removed);
                machine.Simulation.Now.ShouldBe(Instant.Start + 5.Ms);
                (await queue.Send(self, 1.B)).ShouldBe(Invalid);
            },
            async self =>
            {
                (await queue.Receive(self, new(2))).Answer.ShouldBe(Removed);
                machine.Simulation.Now.ShouldBe(Instant.Start + 5.Ms);
            },
            async self =>
            {
                await self.Sleep(5.Ms);
                (await queue.Remove(self)).ShouldBe(0);
            });
        (queue.Lost, queue.Messages, queue.Level).ShouldBe((1, 0, 0));
    }

    [Fact]
    public void A_posix_queue_lives_on_without_its_name_until_the_last_closes_it()
    {
        var queue = new PosixMessageQueue(machine);
        Run(async self =>
            {
                await queue.Open(self);
                await queue.Send(self, 1.B, value: 1);
                await self.Sleep(2.Ms);
                (await queue.Send(self, 1.B, value: 3)).ShouldBe(0);
                (await queue.Receive(self)).Message.Value.ShouldBe(1);
                queue.Messages.ShouldBe(2);
                await queue.Close(self);
                (queue.Messages, queue.Lost).ShouldBe((1, 1), "3 has gone, 2 stands in the new one");
                (await queue.Send(self, 1.B)).ShouldBe(NotOpen);
            },
            async self =>
            {
                await self.Sleep(1.Ms);
                (await queue.Remove(self)).ShouldBe(0);
                (await queue.Open(self)).ShouldBe(NoEntry);
                (await queue.Open(self, create: true, exclusive: true)).ShouldBe(3);
                await queue.Send(self, 1.B, value: 2);
                await self.Sleep(2.Ms);
                (await queue.Receive(self)).Message.Value.ShouldBe(2);
            });
        (queue.Writes, queue.Reads, queue.Messages, queue.Lost).ShouldBe((3, 2, 0, 1));
    }

    [Fact]
    public void Only_its_owner_removes_it_and_root()
    {
        var (posix, systemV) = (new PosixMessageQueue(machine, owner: "alice", mode: "rw-rw-rw-"),
            new SystemVMessageQueue(machine, owner: "alice", mode: "rw-rw-rw-"));
        foreach (var (user, asked) in (IEnumerable<(string, int)>)[("bob", 1), ("alice", 2), ("root", 3)])
        {
            var process = machine.Process(user);
            process.Credentials = new(user);
            process.Thread("main", async self =>
            {
                await self.Sleep(asked * 1.Ms);
                (await posix.Remove(self)).ShouldBe(user == "bob" ? -13 : user == "alice" ? 0 : NoEntry);
                (await systemV.Remove(self)).ShouldBe(user == "bob" ? NotPermitted : user == "alice" ? 0 : NoEntry);
            });
        }
        machine.Run().Evidence.ShouldBeNull();
    }

    [Fact]
    public void Kinds_have_keys_of_their_own()
    {
        var names = new Timeslice.Kernel.Channels.Naming.KernelNames();
        names.Behind(typeof(int), 1).ShouldBe(names.Behind(typeof(int), 1));
        names.Behind(typeof(long), 1).ShouldNotBe(names.Behind(typeof(int), 1));
        names.Behind(typeof(int), 2).ShouldNotBe(names.Behind(typeof(int), 1));
    }

    [Theory]
    [InlineData("0"), InlineData("-1"), InlineData("x"), InlineData(""), InlineData("1.5"), InlineData("2147483648")]
    [InlineData("0x10"), InlineData("1e3"), InlineData(" 7")]
    public void A_key_is_a_number_or_private(string key) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new SystemVMessageQueue(key)).ParamName.ShouldBe("key");

    [Fact]
    public void What_is_not_there_yet_is_nobody_s()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new PosixMessageQueue(exists: false, owner: "alice"))
            .ParamName.ShouldBe("owner");
        Should.Throw<ArgumentOutOfRangeException>(() => new PosixMessageQueue(exists: false, group: "staff"))
            .ParamName.ShouldBe("group");
    }
}
