using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Memory;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Signals;

namespace Timeslice.Tests.Kernel.Memory;

/// <summary>Processes have pages: they get them at the first touch, share them by fork, and give them back.</summary>
public sealed class LawsOfPages
{
    static readonly MainMemory Enough = new(16.MiB, stack: 0.B);

    static readonly Costs Priced = CostProfiles.Free with
    {
        Fork = 100.Ns, ForkTable = 512.Ns, PageFault = 10.Ns, CopyFault = 30.Ns, OwnFault = 4.Ns,
    };

    static Allocate Heap(Bytes bytes) => new("heap", bytes);
    static Touch Read(long page, long count = 1) => new("heap", pages: count, page: page);
    static Touch Write(long page, long count = 1) => new("heap", pages: count, page: page, write: true);

    [Fact]
    public void Memory_is_used_from_the_first_write_of_each_page_to_the_end_of_the_process()
    {
        var paged = new Paged(Enough, Priced);
        paged.Run(Heap(32.KiB), new Compute(1.Us), Write(0, 3), new Compute(1.Us), Read(0, 4), Write(1), Write(3));
        paged.Faults.ShouldBe(
            ["2 heap 0 First", "2 heap 1 First", "2 heap 2 First", "2 heap 3 First", "2 heap 3 First"]);
        // Three at 1 us; the fourth is read first, which takes the page of zeros, and then written.
        paged.Memory.MostResident.ShouldBe(16.KiB);
        paged.Machine.LastExit.ShouldBe(Instant.Start + 2.Us + 50.Ns);
        paged.NothingIsLeft();
    }

    [Fact]
    public void A_burst_pays_for_all_faults_of_a_touch_at_once_in_the_kernel()
    {
        var paged = new Paged(Enough, Priced);
        paged.Run(Heap(4.MiB), Write(0, 1000));
        paged.Machine.Cpus[0].TimeIn(CpuState.System).ShouldBe(10.Us);
        paged.Machine.Cpus[0].TimeIn(CpuState.User).ShouldBe(Duration.Zero);
        paged.Machine.Simulation.Events.ShouldBeLessThan(10);
    }

    [Fact]
    public void After_a_fork_the_first_to_write_a_page_gets_a_copy_and_the_last_keeps_it()
    {
        var paged = new Paged(Enough, Priced);
        paged.Run(Heap(16.KiB), Write(0, 4), new Fork([Write(0, 2)]), new WaitChild(), Write(0, 4), Write(0, 4));
        paged.Faults.Skip(4).ShouldBe(["3 heap 0 Copy", "3 heap 1 Copy",
            "2 heap 0 Own", "2 heap 1 Own", "2 heap 2 Own", "2 heap 3 Own"]);
        paged.Memory.Counts.Copied.ShouldBe(2);
        // 4 first touches, the fork with 4 pages of 512, 2 copies, 4 re-owned.
        paged.Machine.LastExit.ShouldBe(Instant.Start + (4 * 10 + 100 + 4 + 2 * 30 + 4 * 4).Ns);
        paged.NothingIsLeft();
    }

    [Fact]
    public void Who_writes_first_copies_while_the_other_lives()
    {
        var paged = new Paged(Enough);
        paged.Run(Heap(8.KiB), Write(0, 2), new Fork([new Compute(1.Ms), Write(0), Read(1)]), Write(0, 2),
            new WaitChild());
        // The parent copies both; the child is the only one to have the originals then.
        paged.Faults.Skip(2).ShouldBe(["2 heap 0 Copy", "2 heap 1 Copy", "3 heap 0 Own"]);
    }

    [Fact]
    public void A_child_of_vfork_writes_the_pages_of_its_parent()
    {
        var paged = new Paged(Enough);
        paged.Run(Heap(8.KiB), Write(0), new Vfork([Write(0, 2), new Exit()]), new WaitChild(), Write(0, 2));
        paged.Faults.ShouldBe(["2 heap 0 First", "3 heap 1 First"]);
        paged.NothingIsLeft();
    }

    [Fact]
    public void Another_program_begins_in_fresh_memory()
    {
        var paged = new Paged(Enough);
        var other = new Program("other", [Heap(4.KiB), Write(0)]);
        paged.Run(Heap(64.KiB), Write(0, 16), new Fork([new Exec(other, 8.KiB)]), new WaitChild(), Write(0));
        paged.Faults.Skip(16).ShouldBe(["3 heap 0 First", "2 heap 0 Own"]);
        paged.NothingIsLeft();
    }

    [Fact]
    public void A_huge_page_is_one_fault_and_is_copied_as_a_whole()
    {
        var paged = new Paged(Enough, Priced);
        paged.Run(new Allocate("heap", 4.MiB, huge: true), Write(0, 2), new Fork([Write(1)]), new WaitChild());
        paged.Faults.ShouldBe(["2 heap 0 First", "2 heap 1 First", "3 heap 1 Copy"]);
        paged.Memory.Counts.Copied.ShouldBe(512);
        // A trap of 4 ns and 6 for each frame to fill, 26 to copy; the table has two entries.
        paged.Machine.LastExit.ShouldBe(Instant.Start + (2 * (4 + 512 * 6) + 100 + 2 + 4 + 512 * 26).Ns);
        paged.NothingIsLeft();
    }

    [Fact]
    public void Threads_share_what_is_allocated_and_each_has_a_stack_of_its_own()
    {
        var paged = new Paged(new(16.MiB, stack: 1.MiB), cpus: 4);
        var worker = new Program("worker", [new Touch("heap", pages: 2), new Touch("stack", pages: 2, write: true),
            new Compute(1.Ms)]);
        paged.Run(Heap(8.KiB), Write(0), new Spawn(worker, 3), new Join());
        paged.Faults.Count(fault => fault.Contains("heap 0")).ShouldBe(1);
        paged.Faults.Count(fault => fault == "2 stack 1 First").ShouldBe(3);
        // One page of the heap, one of the main thread's stack, two of each worker's; the other of the heap is zeros.
        paged.Memory.MostResident.ShouldBe(8 * 4.KiB);
        paged.NothingIsLeft();
    }

    [Fact]
    public void A_thread_that_exits_gives_its_stack_back()
    {
        var paged = new Paged(new(16.MiB, addressBits: 22, stack: 1.MiB));
        var worker = new Program("worker", [new Compute(1.Us)]);
        // Four stacks fill the address space; one after the other, a hundred threads fit.
        paged.Run(new Repeat(100, [new Spawn(worker, 3), new Join()])).Reason.ShouldBe(EndReason.Done);
        paged.NothingIsLeft();
    }

    [Fact]
    public void Whose_stack_does_not_fit_is_not_created()
    {
        var paged = new Paged(new(16.MiB, addressBits: 22, stack: 1.MiB));
        var ending = paged.Run(new Spawn(new Program("worker", [new Compute(1.Us)]), 4), new Join());
        ending.Reason.ShouldBe(EndReason.LimitReached);
        ending.ToString().ShouldContain("no room for the stack of one more thread of app (pid 2): 4MiB of 4MiB");
    }

    [Fact]
    public void The_image_is_there_from_the_beginning()
    {
        var paged = new Paged(Enough);
        paged.Run(64.KiB, new Touch("image"), new Touch("image", write: true));
        paged.Faults.ShouldBeEmpty();
        paged.Memory.MostResident.ShouldBe(64.KiB);
        paged.NothingIsLeft();
    }

    [Theory]
    [InlineData(16), InlineData(32)]
    public void A_process_cannot_have_more_than_its_addresses_reach(int bits)
    {
        var paged = new Paged(new(1.GiB, addressBits: bits, stack: 0.B, overcommit: Overcommit.Always));
        var answer = new Variable(paged.Machine, "answer", 1);
        var page = new Bytes(4096);
        paged.Run(Heap(new((1L << bits) - 4096)), new Allocate("more", page, answer),
            new Check(Formula.Equal(answer, 0)), new Allocate("even more", new(1), answer),
            new Check(Formula.Equal(answer, -12)), new Free("more"),
            new Allocate("even more", new(1), answer), new Check(Formula.Equal(answer, 0)))
            .Reason.ShouldBe(EndReason.Done);
    }

    [Fact]
    public void Who_does_not_ask_is_ended_by_a_refusal()
    {
        var ending = new Paged(new(16.MiB, addressBits: 16)).Run(Heap(1.MiB));
        ending.Reason.ShouldBe(EndReason.ProgramError);
        ending.ToString().ShouldContain("ENOMEM");
    }

    [Fact]
    public void Touching_what_one_has_not_got_is_a_segmentation_fault()
    {
        foreach (var touch in (Operation[])[Write(8), Read(7, 2), new Touch("nothing")])
        {
            var paged = new Paged(Enough);
            paged.Run(Heap(32.KiB), Write(0), touch);
            paged.Machine.Processes[0].Status.ShouldBe(139);
            paged.Machine.Findings.Single().ShouldContain("segmentation fault");
            paged.NothingIsLeft();
        }
    }

    [Fact]
    public void Promises_are_kept_where_no_more_is_promised_than_there_is()
    {
        // 16 MiB and a half of 16 MiB may be promised.
        var paged = new Paged(new(16.MiB, swap: 16.MiB, overcommit: Overcommit.Never, stack: 0.B));
        var answer = new Variable(paged.Machine, "answer", 1);
        paged.Run(Heap(16.MiB), new Allocate("heap", new((8 << 20) + 1), answer), new Check(Formula.Equal(answer, -12)),
            new Fork(@as: answer), new Check(Formula.Equal(answer, -12)),
            new Allocate("heap", 8.MiB, answer), new Check(Formula.Equal(answer, 0))).Reason.ShouldBe(EndReason.Done);
    }

    /// Of a copy 100 ns and one for each of four pages; of a thread or one that shares, nothing.
    [Fact]
    public void A_clone_with_memory_of_its_own_is_paid_for_and_promised_as_a_fork_is()
    {
        var paged = new Paged(new(16.MiB, swap: 16.MiB, overcommit: Overcommit.Never, stack: 0.B), Priced);
        var answer = new Variable(paged.Machine, "answer", 1);
        paged.Run(Heap(4.MiB), Write(0, 4), new Clone(child: [new Exit()]), new WaitChild(),
            new Clone([Shared.Memory, Shared.Suspend], [new Exit()]), new WaitChild(),
            Heap(12.MiB), new Clone(@as: answer), new Check(Formula.Equal(answer, -12)))
            .Reason.ShouldBe(EndReason.Done);
        paged.Machine.LastExit.ShouldBe(Instant.Start + (4 * 10 + 2 * (100 + 4)).Ns);
    }

    [Fact]
    public void A_child_of_vfork_keeps_the_stack_when_its_parent_is_killed()
    {
        var paged = new Paged(new(16.MiB, stack: 1.MiB), cpus: 2);
        paged.Start("user", default, new Sleep(1.Ms), new Kill("app", Signal.Kill));
        paged.Run(new Vfork([new Sleep(2.Ms), new Touch("stack", bytes: 8.KiB, write: true), new Count("alive"),
            new Exit()]));
        paged.Machine.Counted["alive"].ShouldBe(1);
        paged.NothingIsLeft();
    }

    [Fact]
    public void A_clone_that_shares_memory_keeps_the_stack_when_the_caller_is_over_or_has_another_program()
    {
        foreach (var next in (Operation[])[new Exit(), new Exec(new Program("other", new Compute(1.Us)))])
        {
            var paged = new Paged(new(16.MiB, stack: 1.MiB), cpus: 2);
            paged.Run(new Clone([Shared.Memory], [new Sleep(2.Ms), new Touch("stack", bytes: 8.KiB, write: true),
                new Count("alive")]), next);
            paged.Machine.Counted["alive"].ShouldBe(1);
            paged.NothingIsLeft();
        }
    }

    [Fact]
    public void A_huge_page_that_is_larger_than_memory_cannot_be_had()
    {
        var paged = new Paged(new(1.MiB, stack: 0.B, overcommit: Overcommit.Always));
        var answer = new Variable(paged.Machine, "answer", 1);
        paged.Run(new Allocate("heap", 2.MiB, answer, huge: true), new Check(Formula.Equal(answer, -12)))
            .Reason.ShouldBe(EndReason.Done);
    }

    [Fact]
    public void What_is_asked_for_at_once_must_not_exceed_all_that_there_is()
    {
        var paged = new Paged(new(16.MiB, swap: 8.MiB, stack: 0.B));
        var answer = new Variable(paged.Machine, "answer", 1);
        paged.Run(new Allocate("heap", 25.MiB, answer), new Check(Formula.Equal(answer, -12)),
            new Repeat(10, [Heap(24.MiB)])).Reason.ShouldBe(EndReason.Done);
    }

    [Theory]
    [InlineData(0, 45_000), InlineData(64, 878_000)]
    public void Forks_take_the_time_that_was_measured(int resident, long ns)
    {
        var paged = new Paged(new(1.GiB), CostProfiles.LinuxVm);
        var span = paged.Machine.SpanOf("fork");
        paged.Run(Heap(64.MiB), new Touch("heap", bytes: resident.MiB, write: true), new Begin("fork"),
            new Fork([new Exit()]), new End("fork"));
        (span.Mean / (ns / 1e9)).ShouldBe(1, 0.002);
    }
}
