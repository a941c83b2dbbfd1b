using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel;
using Timeslice.Kernel.Calls;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Program = Timeslice.Kernel.Programs.Program;
using Thread = Timeslice.Kernel.Thread;

namespace Timeslice.Tests.Kernel.Channels;

/// <summary>Messages come out as the man pages say, in order of priority or by type.</summary>
public sealed class LawsOfMessageQueues
{
    readonly Machine machine = new(cpus: 4, new Fcfs());
    readonly List<string> got = [];

    Ending Run(params Func<Thread, SimTask>[] mains)
    {
        foreach (var main in mains) machine.Process($"app {machine.Processes.Count}").Thread("main", main);
        return machine.Run();
    }

    void Note(Received received) =>
        got.Add($"{machine.Simulation.Now} {received.Answer} {received.Message.Value} {received.Message.Rank}");

    [Fact]
    public void The_highest_priority_comes_first_and_of_equals_the_oldest()
    {
        var queue = new PosixMessageQueue(machine);
        Run(async self =>
        {
            await queue.Open(self);
            foreach (var (value, priority) in (IEnumerable<(long, long)>)[(1, 0), (2, 5), (3, 0), (4, 5), (5, 32_767)])
                await queue.Send(self, 10.B, value, priority);
            (await queue.Send(self, 1.B, rank: 32_768)).ShouldBe(-22);
            (await queue.Send(self, 1.B, rank: -1)).ShouldBe(-22);
            for (var i = 0; i < 5; i++) Note(await queue.Receive(self));
            (await queue.Receive(self, mode: IoMode.NonBlocking)).Answer.ShouldBe(-11);
        }).Evidence.ShouldBeNull();
        got.ShouldBe(["0ns 10 5 32767", "0ns 10 2 5", "0ns 10 4 5", "0ns 10 1 0", "0ns 10 3 0"]);
    }

    [Fact]
    public void A_message_too_long_and_a_buffer_too_short_are_refused()
    {
        var queue = new PosixMessageQueue(machine, maxMessages: 1, messageSize: 100.B);
        Run(async self =>
        {
            await queue.Open(self);
            (await queue.Send(self, 101.B)).ShouldBe(-90);
            (await queue.Send(self, 100.B)).ShouldBe(0);
            (await queue.Send(self, 1.B, mode: IoMode.NonBlocking)).ShouldBe(-11);
            (await queue.Send(self, 1.B, within: 3.Ms)).ShouldBe(-110);
            (await queue.Receive(self, most: 99.B)).Answer.ShouldBe(-90);
            (await queue.Receive(self, most: 100.B)).Answer.ShouldBe(100);
            (await queue.Receive(self, within: 4.Ms)).Answer.ShouldBe(-110);
        }).At.ShouldBe(Instant.Start + 7.Ms);
    }

    // The first message is the first receiver's, however urgent the second is that comes before he runs.
    [Fact]
    public void Who_waits_first_is_given_the_first_message_that_comes()
    {
        var queue = new PosixMessageQueue(machine);
        Run(Receiver(0.Ms), Receiver(1.Ms), async self =>
        {
            await queue.Open(self);
            await self.Sleep(5.Ms);
            await queue.Send(self, 1.B, 1, rank: 1);
            await queue.Send(self, 1.B, 2, rank: 2);
        });
        got.ShouldBe(["5ms 1 1 1", "5ms 1 2 2"]);
        (queue.MaxMessages, queue.Writes, queue.Reads).ShouldBe((0, 2, 2));
        queue.ReadWait.Mean.ShouldBe(4.5e-3, 1e-12);

        Func<Thread, SimTask> Receiver(Duration after) => async self =>
        {
            await self.Sleep(after);
            await queue.Open(self, Use.Reading);
            Note(await queue.Receive(self));
        };
    }

    [Fact]
    public void A_queue_outlives_its_writers()
    {
        var queue = new PosixMessageQueue(machine);
        Run(async self =>
        {
            await queue.Open(self, Use.Writing);
            await queue.Send(self, 1.B, 7);
        }, async self =>
        {
            await self.Sleep(9.Ms);
            await queue.Open(self, Use.Reading);
            Note(await queue.Receive(self));
        });
        got.ShouldBe(["9ms 1 7 0"]);
    }

    [Fact]
    public void Who_receives_lets_in_who_waits_to_send_in_order()
    {
        var queue = new PosixMessageQueue(machine, maxMessages: 1);
        Run(Sender(1), Sender(2), Sender(3), async self =>
        {
            await queue.Open(self);
            await self.Sleep(10.Ms);
            for (var i = 0; i < 3; i++) Note(await queue.Receive(self));
        });
        got.ShouldBe(["10ms 1 1 0", "10ms 1 2 0", "10ms 1 3 0"]);
        (queue.MaxMessages, queue.Messages).ShouldBe((1, 0));
        queue.WriteWait.Max.ShouldBe(8.Ms);

        Func<Thread, SimTask> Sender(int number) => async self =>
        {
            await queue.Open(self, Use.Writing);
            await self.Sleep(number * 1.Ms);
            await queue.Send(self, 1.B, number);
        };
    }

    // msgrcv(2): 0 the first, 2 the first of type 2, −2 the lowest up to 2, but 1: any other.
    [Fact]
    public void Receivers_choose_by_type()
    {
        var queue = new SystemVMessageQueue(machine);
        Run(async self =>
        {
            foreach (var (value, type) in (IEnumerable<(long, long)>)[(1, 3), (2, 2), (3, 1), (4, 2), (5, 1), (6, 9)])
                await queue.Send(self, 10.B, value, type);
            Note(await queue.Receive(self, new(-2)));
            Note(await queue.Receive(self, new(2)));
            Note(await queue.Receive(self, new(3, Except: true)));
            Note(await queue.Receive(self, new(-8)));
            Note(await queue.Receive(self, new(0)));
            (await queue.Receive(self, new(-8), mode: IoMode.NonBlocking)).Answer.ShouldBe(-42);
            Note(await queue.Receive(self, new(long.MinValue)));
            (await queue.Send(self, 1.B, rank: 0)).ShouldBe(-22);
            (await queue.Send(self, 8193.B)).ShouldBe(-22);
        }).Evidence.ShouldBeNull();
        got.ShouldBe(["0ns 10 3 1", "0ns 10 2 2", "0ns 10 4 2", "0ns 10 5 1", "0ns 10 1 3", "0ns 10 6 9"]);
    }

    [Fact]
    public void What_does_not_fit_is_left_or_cut()
    {
        var queue = new SystemVMessageQueue(machine);
        Run(async self =>
        {
            await queue.Send(self, 10.B, 1);
            (await queue.Receive(self, most: 9.B)).Answer.ShouldBe(-7);
            queue.Messages.ShouldBe(1);
            Note(await queue.Receive(self, new(0, Truncates: true), most: 9.B));
        });
        got.ShouldBe(["0ns 9 1 1"]);
        (queue.Messages, queue.Level, queue.Read).ShouldBe((0, 0, 10));
    }

    // As Linux: who waits without room is told, and the message goes to the next.
    [Fact]
    public void Who_waits_with_too_little_room_is_told_and_the_next_gets_it()
    {
        var queue = new SystemVMessageQueue(machine);
        Run(async self => (await queue.Receive(self, most: 5.B)).Answer.ShouldBe(-7),
            async self => Note(await queue.Receive(self)),
            async self =>
            {
                await self.Sleep(1.Ms);
                await queue.Send(self, 6.B, 1);
            });
        got.ShouldBe(["1ms 6 1 1"]);
    }

    [Fact]
    public void Bytes_bound_a_queue_and_so_does_their_number_for_messages_without_any()
    {
        var queue = new SystemVMessageQueue(machine, maxBytes: 3.B);
        Run(async self =>
        {
            (await queue.Send(self, 2.B)).ShouldBe(0);
            (await queue.Send(self, 2.B, mode: IoMode.NonBlocking)).ShouldBe(-11);
            (await queue.Send(self, 1.B)).ShouldBe(0);
            (await queue.Send(self, 0.B)).ShouldBe(0);
            (await queue.Send(self, 0.B, mode: IoMode.NonBlocking)).ShouldBe(-11);
        });
        (queue.MaxMessages, queue.MaxLevel).ShouldBe((3, 3));
    }

    [Fact]
    public void A_smaller_message_may_go_in_before_a_larger_one_that_waits()
    {
        var queue = new SystemVMessageQueue(machine, maxBytes: 10.B);
        Run(async self =>
            {
                await queue.Send(self, 4.B, 1);
                await queue.Send(self, 6.B, 2);
                await queue.Send(self, 7.B, 3);
            },
            async self =>
            {
                await self.Sleep(1.Ms);
                await queue.Send(self, 3.B, 4);
            },
            async self =>
            {
                await self.Sleep(2.Ms);
                for (var i = 0; i < 4; i++) Note(await queue.Receive(self));
            });
        got.Select(each => each.Split(' ')[2]).ShouldBe(["1", "2", "4", "3"]);
    }

    [Fact]
    public void Programs_are_told_what_a_message_says()
    {
        var (v, p, n) = (new Variable(machine, "v"), new Variable(machine, "p"), new Variable(machine, "n"));
        var queue = new SystemVMessageQueue(machine, name: "orders");
        machine.Start(machine.Process("app"), "main", new Program("main",
            new Send(queue, 8.B, value: 5, type: 3), new Set(v, 9, Duration.Zero),
            new Receive(queue, type: 2, mode: IoMode.NonBlocking, @as: n, value: v, priority: p),
            new Check(Formula.Equal(n, -42) & Formula.Equal(v, 9)),
            new Receive(queue, type: -4, @as: n, value: v, priority: p),
            new Check(Formula.Equal(n, 8) & Formula.Equal(v, 5) & Formula.Equal(p, 3)),
            new Open(queue, @as: n), new Send(new(0, Handle: n), 8.B, value: 6), new Receive(queue, value: v),
            new Check(Formula.Equal(v, 6)), new Remove(new(0, Handle: n)), new Send(queue, 8.B, @as: v),
            new Check(Formula.Equal(v, -22)), new Send(new(0, Handle: n), 8.B, @as: v),
            new Check(Formula.Equal(v, -22))));
        machine.Run().Evidence.ShouldBeNull();
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public void Who_waits_for_ever_is_told_at_which_queue(bool systemV)
    {
        MessageChannel queue = systemV ? new SystemVMessageQueue(machine, name: "orders")
            : new PosixMessageQueue(machine, name: "orders");
        var ending = Run(async self =>
        {
            await queue.Open(self);
            await queue.Receive(self);
        });
        ending.Reason.ShouldBe(EndReason.Deadlock);
        ending.Evidence!.ShouldContain("waits for a message in orders since 0ns");
        ending.Evidence!.ShouldContain(systemV ? "only its own process has the permission to do that"
            : "only its own process has it open for that");
    }

    [Fact]
    public void A_send_pays_for_its_call_and_copy_and_a_receive_after_it()
    {
        var costs = CostProfiles.Free with
        {
            SystemCall = 100.Ns, PosixQueue = 20.Ns, PosixQueueKiB = 1_000.Ns, SystemVQueue = 3.Ns,
        };
        var paid = new Machine(new Simulation(), 1, new Fcfs(), costs);
        var (posix, systemV) = (new PosixMessageQueue(paid), new SystemVMessageQueue(paid));
        paid.Process("app").Thread("main", async self =>
        {
            await posix.Open(self);
            await posix.Send(self, 2.KiB);
            paid.Simulation.Now.ShouldBe(Instant.Start + (100 + 100 + 20 + 2_000).Ns);
            await posix.Receive(self);
            paid.Simulation.Now.ShouldBe(Instant.Start + (2_220 + 120 + 2_000).Ns);
            await systemV.Send(self, 2.KiB);
            paid.Simulation.Now.ShouldBe(Instant.Start + (4_340 + 103).Ns);
        });
        paid.Run().Evidence.ShouldBeNull();
    }
}

/// Memory is counted for the whole process, so nothing else runs meanwhile.
[Collection("alone")]
public sealed class MessagesInSteadyState
{
    [Theory]
    [InlineData(false), InlineData(true)]
    public void A_message_allocates_nothing(bool systemV)
    {
        var machine = new Machine(new Simulation(), 2, new RoundRobin(100.Us), CostProfiles.LinuxVm);
        MessageChannel queue = systemV ? new SystemVMessageQueue(machine, owner: "a", group: "g", mode: "---rw----")
            : new PosixMessageQueue(machine);
        var process = machine.Process("app");
        if (systemV) process.Credentials = new("b", ["f", "g"]);
        var value = new Variable(machine, "value", of: VariableOwner.Thread);
        List<Operation> begin = systemV ? [] : [new Open(queue)];
        var work = new Exponential(10.Us);
        machine.Start(process, "sender", new Program("sender", [.. begin, new Forever(
            [new Compute(work), new Send(queue, 100.B, value: 3)])]), count: 3);
        machine.Start(process, "receiver", new Program("receiver", [.. begin, new Forever(
            [new Receive(queue, value: value, timeout: 50.Us, @as: value), new Compute(work)])]), count: 3);
        machine.Run(Instant.Start + 8.S);
        var (allocated, before) = (GC.GetAllocatedBytesForCurrentThread(), queue.Reads);
        machine.Run(Instant.Start + 10.S);
        (GC.GetAllocatedBytesForCurrentThread() - allocated).ShouldBeLessThan(Allocation.Noise);
        (queue.Reads - before).ShouldBeGreaterThan(100_000);
        (queue.WriteWait.Max > Duration.Zero).ShouldBeTrue();
        (queue.ReadWait.Max > Duration.Zero).ShouldBeTrue();
    }
}
