using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Calls;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Tests.Kernel.Channels;

/// Memory that processes have in common: who has it attached, for how long it is there, what they see in it.
public sealed class LawsOfSharedMemory
{
    readonly Machine machine;
    readonly SharedMemory ledger;
    readonly Variable balance, told;

    public LawsOfSharedMemory()
    {
        machine = new(new Simulation(), cpus: 2, new Fcfs(), CostProfiles.Free with { MemoryKiB = 1.Us });
        ledger = new(machine, 64.KiB, "ledger");
        (balance, told) = (new(ledger, "balance", 7), new(machine, "told", -1));
    }

    static Check Sees(Formula condition) => new(condition);
    Check Sees(Variable one, long value) => new(Formula.Equal(one, value));
    static Fork Child(params Operation[] child) => new(child);
    Attach Attaches => new(ledger);
    DetachMemory Detaches => new(ledger);
    Set Sets(long value) => new(balance, value);

    Process Start(string name, params Operation[] main)
    {
        var process = machine.Process(name);
        machine.Start(process, name, new Program(name, main), isMain: true);
        return process;
    }

    void RunsToTheEnd()
    {
        machine.Run().Reason.ShouldBe(EndReason.Done, machine.Findings.FirstOrDefault());
        ledger.Attachments.ShouldBe(0);
    }

    [Fact]
    public void Who_has_attached_it_sees_what_another_writes()
    {
        Start("one", Attaches, new Sleep(1.Ms), Sets(9));
        var other = Start("other", Attaches, Sees(balance, 7), new Sleep(2.Ms), Sees(balance, 9));
        RunsToTheEnd();
        (balance.Shared, other.Status).ShouldBe((9, 0));
    }

    [Fact]
    public void What_is_in_no_shared_memory_is_each_process_s_own()
    {
        Start("one", Attaches, new Set(told, 5));
        Start("other", Attaches, new Sleep(1.Ms), Sees(told, -1));
        RunsToTheEnd();
    }

    [Theory]
    [InlineData("reads")]
    [InlineData("writes")]
    [InlineData("changes")]
    [InlineData("copies out")]
    [InlineData("copies in")]
    public void Who_has_not_attached_it_dies_of_touching_it_and_others_live_on(string how)
    {
        Operation touch = how switch
        {
            "reads" => new If((Formula)balance > 0, []),
            "writes" => Sets(9),
            "changes" => new Atomic(balance, (Formula)balance + 1),
            "copies out" => new Read(ledger, 1.KiB),
            _ => new Write(ledger, 1.KiB),
        };
        var other = Start("other", Attaches, new Sleep(5.Ms), Sees(balance, 7));
        var bad = Start("bad", new Sleep(1.Ms), touch, new Log("never"));
        machine.Start(bad, "innocent", new Program("innocent", new Sleep(9.Ms)));
        RunsToTheEnd();
        (bad.Status, other.Status, machine.LastExit).ShouldBe((128 + 11, 0, Instant.Start + 5.Ms));
        machine.Findings.Single().ShouldContain("not attached: a segmentation fault");
    }

    [Fact]
    public void What_is_attached_to_read_only_kills_who_writes()
    {
        var good = Start("good", new Attach(ledger, readOnly: true), Sees(balance, 7), new Read(ledger, 1.KiB));
        var bad = Start("bad", new Attach(ledger, readOnly: true), Sets(8));
        var worse = Start("worse", new Attach(ledger, readOnly: true), new Write(ledger, 1.KiB));
        RunsToTheEnd();
        (good.Status, bad.Status, worse.Status, balance.Shared).ShouldBe((0, 139, 139, 7));
    }

    [Fact]
    public void More_bytes_than_it_has_kill_who_copies_them()
    {
        var good = Start("good", Attaches, new Write(ledger, 64.KiB));
        var bad = Start("bad", Attaches, new Write(ledger, (64 * 1024 + 1).B));
        RunsToTheEnd();
        (good.Status, bad.Status).ShouldBe((0, 139));
    }

    [Fact]
    public void A_fault_in_the_midst_of_an_operation_leaves_nothing_behind()
    {
        var bad = Start("bad", new Atomic(told, (Formula)told + (Formula)balance));
        var good = Start("good",
            Attaches, new Sleep(1.Ms), new Atomic(balance, (Formula)balance + 1), Sees(balance, 8));
        RunsToTheEnd();
        (bad.Status, good.Status).ShouldBe((139, 0));
    }

    [Fact]
    public void A_child_of_a_fork_has_it_attached_and_sees_the_same_word()
    {
        Start("parent", Attaches, Child(Sets(8)), new WaitChild(), Sees(balance, 8), Detaches,
            Child(Attaches, Sees(balance, 8)), new WaitChild(status: told), Sees(told, 0));
        RunsToTheEnd();
    }

    [Fact]
    public void What_a_child_detaches_its_parent_keeps()
    {
        Start("parent", Attaches, Child(Detaches), new WaitChild(), Sees(balance, 7));
        RunsToTheEnd();
    }

    [Fact]
    public void A_child_of_a_vfork_detaches_for_its_parent_too()
    {
        var parent = Start("parent", Attaches, new Vfork([Sees(balance, 7), Detaches]), Sees(balance, 7));
        RunsToTheEnd();
        parent.Status.ShouldBe(139);
    }

    [Fact]
    public void An_exec_detaches()
    {
        var other = new Program("other", new Sleep(1.Ms), Sees(balance, 7));
        var process = Start("process", Attaches, new Exec(other));
        machine.Run(1.Us);
        ledger.Attachments.ShouldBe(0);
        RunsToTheEnd();
        process.Status.ShouldBe(139);
    }

    [Fact]
    public void It_counts_how_often_it_is_attached()
    {
        Start("one", Attaches, new Sleep(1.Ms), Attaches, new Sleep(1.Ms), Child(new Sleep(1.Ms)), new Sleep(2.Ms));
        Start("other", new Sleep(4500.Us), Attaches, new Sleep(1.Ms), Detaches, new Sleep(1.Ms));
        // Once; twice; twice in the parent and the child; the child has ended; the parent too, the other is there.
        int[] expected = [1, 2, 4, 2, 1, 0];
        for (var i = 0; i < expected.Length; i++)
        {
            machine.Run((1_000 * i + 500).Us);
            ledger.Attachments.ShouldBe(expected[i], $"after {i}.5 ms");
        }
        RunsToTheEnd();
    }

    [Fact]
    public void To_detach_what_is_not_attached_fails()
    {
        Start("one", new DetachMemory(ledger, told), Sees(told, -22), Attaches, Detaches,
            new DetachMemory(ledger, told), Sees(told, -22));
        RunsToTheEnd();
    }

    [Fact]
    public void Once_removed_it_lives_until_the_last_has_detached_it_and_another_has_its_name()
    {
        Start("one", Attaches, Sets(8), new Remove(ledger), Sees(balance, 8), new Attach(ledger, @as: told),
            Sees(told, -22), new Open(ledger, create: true), new Sleep(2.Ms), Sees(balance, 8),
            Detaches, Attaches, Sees(balance, 9));
        Start("other", new Sleep(1.Ms), Attaches, Sees(balance, 7), Sets(9), new Sleep(2.Ms));
        machine.Run();
        machine.Processes.Select(process => process.Status).ShouldBe([0, 0]);
    }

    [Fact]
    public void What_nobody_has_attached_vanishes_at_once_when_it_is_removed()
    {
        var process = Start("one", Attaches, Sets(8), Detaches, new Open(ledger, @as: told), new Remove(ledger),
            new Attach(new ChannelReference<SharedMemory>(0, Handle: told), @as: told), Sees(told, -22),
            new Open(ledger, create: true), Attaches, Sees(balance, 7));
        machine.Run();
        process.Status.ShouldBe(0);
        (ledger.IsThere, ledger.Attachments).ShouldBe((true, 0));
    }

    [Fact]
    public void By_its_id_it_can_be_attached_even_when_it_has_been_removed()
    {
        var id = new ChannelReference<SharedMemory>(0, Handle: told);
        var process = Start("one", new Open(ledger, @as: told), Attaches, Sets(8), new Remove(ledger),
            Child(Detaches, new Attach(id), Sees(balance, 8)), new WaitChild(status: told), Sees(told, 0));
        machine.Run();
        process.Status.ShouldBe(0);
    }

    [Theory]
    [InlineData("rw-------", false, -13)]
    [InlineData("rw-r-----", true, 0)]
    [InlineData("rw-r-----", false, -13)]
    [InlineData("rw-rw----", false, 0)]
    [InlineData("rw----rw-", true, -13)] // As one of the group, whatever the others may.
    public void Permissions_are_asked_for_when_it_is_attached(string mode, bool readOnly, int answer)
    {
        var book = machine.Add(new SharedMemory(1.KiB, owner: "anna", group: "staff", mode: mode), "book");
        var clerk = machine.Process("clerk");
        clerk.Credentials = new("ben", ["staff"]);
        machine.Start(clerk, "clerk", new Program("clerk", new Attach(book, readOnly, told), Sees(told, answer)));
        machine.Run().Reason.ShouldBe(EndReason.Done);
        (clerk.Status, book.Refused).ShouldBe((0, answer == 0 ? 0 : 1));
    }

    [Fact]
    public void One_key_is_one_memory()
    {
        var (one, other) = (machine.Add(new SharedMemory(1.KiB, key: "5"), "one"),
            machine.Add(new SharedMemory(1.KiB, key: "5"), "other"));
        var word = new Variable(one, "word");
        Start("writer", new Attach(one), new Set(word, 5), new Write(one, 16.B, value: 6));
        Start("reader", new Sleep(1.Ms), new Attach(other), Sees(word, 5), new Read(other, 16.B, value: told),
            Sees(told, 6));
        machine.Run();
        machine.Processes.Select(process => process.Status).ShouldBe([0, 0]);
    }

    [Fact]
    public void Methods_use_it_too()
    {
        var process = machine.Process("app");
        process.Thread("main", async self =>
        {
            Should.Throw<InvalidOperationException>(() => balance.Read(self))
                .Message.ShouldContain("not attached ledger");
            (await ledger.Attach(self)).ShouldBe(0);
            await balance.Set(self, value => value + 1);
            balance.Read(self).ShouldBe(8);
            var before = self.Machine.Now;
            (await ledger.Write(self, 4.KiB)).ShouldBe(4096);
            (await ledger.Read(self, 2.KiB)).ShouldBe(2048);
            (self.Machine.Now - before).ShouldBe(6_000);
            (await ledger.Detach(self)).ShouldBe(0);
            (await ledger.Detach(self)).ShouldBe(-22);
            await balance.Set(self, value => value + 1);
            throw new InvalidOperationException("it has died before");
        });
        RunsToTheEnd();
        (process.Status, balance.Shared).ShouldBe((139, 8));
    }
}
