using CsCheck;
using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Memory;
using Timeslice.Kernel.Programs;
using Check = Timeslice.Kernel.Programs.Check;

namespace Timeslice.Tests.Kernel.Memory;

/// <summary>Pages that have no room go to swap, by policies whose faults are known.</summary>
public sealed class LawsOfReplacement
{
    /// A. Silberschatz, P. B. Galvin and G. Gagne, "Operating System Concepts", on page replacement: 3 frames.
    static readonly int[] Silberschatz = [7, 0, 1, 2, 0, 3, 0, 4, 2, 3, 0, 3, 2, 1, 2, 0, 1, 7, 0, 1];

    /// Bélády, Nelson and Shedler 1969.
    static readonly int[] Belady = [1, 2, 3, 4, 1, 2, 5, 1, 2, 3, 4, 5];

    static long Faults(Replacement policy, int frames, int[] pages, Func<int, bool>? writes = null)
    {
        var paged = Run(policy, frames, pages, writes ?? (_ => true));
        return paged.Memory.Counts.Minor + paged.Memory.Counts.Major;
    }

    static Paged Run(Replacement policy, int frames, int[] pages, Func<int, bool> writes)
    {
        var memory = new MainMemory(frames * 4.KiB, swap: 64.KiB, swapLatency: 1.Us, replacement: policy, stack: 0.B);
        var paged = new Paged(memory);
        var touches = pages.Select((page, i) => new Touch("heap", pages: 1, page: page, write: writes(i)));
        paged.Run([new Allocate("heap", 64.KiB), .. touches]).Reason.ShouldBe(EndReason.Done);
        paged.NothingIsLeft();
        return paged;
    }

    [Fact]
    public void The_faults_of_the_textbook_s_string_are_15_and_12_and_9()
    {
        Faults(new Fifo(), 3, Silberschatz).ShouldBe(15);
        Faults(new Lru(), 3, Silberschatz).ShouldBe(12);
        Naive.Optimal(3, Silberschatz).ShouldBe(9);
    }

    [Fact]
    public void More_memory_can_mean_more_faults_under_fifo()
    {
        Faults(new Fifo(), 3, Belady).ShouldBe(9);
        Faults(new Fifo(), 4, Belady).ShouldBe(10);
        Faults(new Lru(), 3, Belady).ShouldBe(10);
        Faults(new Lru(), 4, Belady).ShouldBe(8);
    }

    [Fact]
    public void Policies_fault_as_naive_ones_do_and_none_less_than_one_that_knows_the_future() =>
        Gen.Select(Gen.Int[0, 9].Array[1, 60], Gen.Int[1, 6]).Sample((pages, frames) =>
        {
            var best = Naive.Optimal(frames, pages);
            (Replacement Policy, Func<int, int[], int> Faults)[] policies =
                [(new Fifo(), Naive.Fifo), (new Lru(), Naive.Lru), (new Clock(), Naive.Clock)];
            foreach (var (policy, naive) in policies)
            {
                var faults = Faults(policy, frames, pages);
                faults.ShouldBe(naive(frames, pages));
                faults.ShouldBeGreaterThanOrEqualTo(best);
            }
        }, iter: 1_000);

    [Fact]
    public void What_is_read_only_is_dropped_and_what_was_written_is_written_first()
    {
        // Of two frames: 0 and 1 are written, so that both go out; then they are read again and again.
        var paged = Run(new Fifo(), 2, [0, 1, 2, 0, 1, 2, 0], i => i < 3);
        paged.Faults.ShouldBe(["2 heap 0 First", "2 heap 1 First", "heap 0 out", "2 heap 2 First", "heap 1 out",
            "2 heap 0 Major", "heap 2 out", "2 heap 1 Major", "heap 0 dropped", "2 heap 2 Major", "heap 1 dropped",
            "2 heap 0 Major"]);
        (paged.Memory.SwappedOut, paged.Memory.SwappedIn).ShouldBe((3, 4));
        // Every one of the eight transfers takes 1 us, and the thread waits for each.
        paged.Machine.LastExit.ShouldBe(Instant.Start + 7.Us);
    }

    [Fact]
    public void Threads_wait_for_the_device_one_after_the_other_while_the_cpu_is_free()
    {
        var memory = new MainMemory(16.KiB, swap: 64.KiB, swapLatency: 100.Us, stack: 0.B);
        var paged = new Paged(memory);
        var reader = new Program("reader", [new Begin("read"), new Touch("heap", pages: 1, page: Formula.Self + 3),
            new End("read")]);
        var span = paged.Machine.SpanOf("read");
        // Pages 4 to 7 go out for 0 to 3, which are clean then: the readers of 4 and 5 write nothing, but queue.
        paged.Run(new Allocate("heap", 64.KiB), new Touch("heap", pages: 8, write: true), new Touch("heap", pages: 4),
            new Spawn(reader, 2), new Join());
        (span.Count, span.Mean, span.Max).ShouldBe((2, 150e-6, 200.Us));
        paged.Machine.Cpus[0].TimeIn(CpuState.Idle).ShouldBe(paged.Machine.LastExit - Instant.Start);
    }

    [Fact]
    public void What_several_processes_have_goes_out_and_comes_back_for_all()
    {
        var memory = new MainMemory(16.KiB, swap: 64.KiB, swapLatency: 1.Us, stack: 0.B);
        var paged = new Paged(memory);
        paged.Run(new Allocate("heap", 32.KiB), new Touch("heap", pages: 2, write: true),
            new Fork([new Sleep(1.Ms), new Touch("heap", pages: 2), new Sleep(1.Ms)]),
            new Touch("heap", page: 2, pages: 4, write: true), new Sleep(1500.Us), new Touch("heap", pages: 2),
            new WaitChild()).Reason.ShouldBe(EndReason.Done);
        // The child brings both back, and the parent finds them there.
        paged.Memory.Counts.Major.ShouldBe(2);
        paged.NothingIsLeft();
    }

    [Fact]
    public void Out_of_memory_the_largest_is_killed_and_the_others_go_on()
    {
        var paged = new Paged(new(64.KiB, stack: 0.B));
        var large = paged.Start("large", default, new Allocate("heap", 40.KiB), new Touch("heap", write: true),
            new Sleep(10.Ms));
        var small = paged.Start("small", default, new Allocate("heap", 32.KiB), new Sleep(1.Ms),
            new Touch("heap", write: true));
        paged.Machine.Run();
        (large.Status, small.Status, paged.Memory.Kills).ShouldBe((137, 0, 1));
        paged.Machine.Findings.Single().ShouldBe(
            "1ms: out of memory: large (pid 2) is killed, which has 40KiB in memory of 64KiB");
        paged.NothingIsLeft();
    }

    [Fact]
    public void Of_equals_the_first_is_killed_and_who_asks_may_be_that_one()
    {
        var paged = new Paged(new(64.KiB, stack: 0.B));
        var first = paged.Start("first", default, new Allocate("heap", 64.KiB),
            new Touch("heap", pages: 8, write: true), new Sleep(1.Ms), new Touch("heap", write: true));
        var second = paged.Start("second", default, new Allocate("heap", 32.KiB), new Touch("heap", write: true),
            new Sleep(10.Ms));
        paged.Machine.Run();
        (first.Status, second.Status).ShouldBe((137, 0));
    }

    [Fact]
    public void Out_of_memory_a_touch_fails_where_nobody_is_killed()
    {
        var paged = new Paged(new(16.KiB, stack: 0.B, oom: OutOfMemory.Refuse, overcommit: Overcommit.Always));
        var answer = new Variable(paged.Machine, "answer");
        paged.Run(new Allocate("heap", 64.KiB), new Touch("heap", pages: 4, write: true, @as: answer),
            new Check(Formula.Equal(answer, 4)), new Touch("heap", pages: 5, write: true, @as: answer),
            new Check(Formula.Equal(answer, -12))).Reason.ShouldBe(EndReason.Done);
    }

    [Fact]
    public void Swap_is_full_when_memory_and_swap_are()
    {
        var memory = new MainMemory(16.KiB, swap: 16.KiB, swapLatency: 1.Us, stack: 0.B, oom: OutOfMemory.Refuse,
            overcommit: Overcommit.Always);
        var paged = new Paged(memory);
        var answer = new Variable(paged.Machine, "answer");
        paged.Run(new Allocate("heap", 64.KiB), new Touch("heap", pages: 8, write: true, @as: answer),
            new Check(Formula.Equal(answer, 8)), new Touch("heap", pages: 8, @as: answer),
            new Touch("heap", page: 8, pages: 1, write: true, @as: answer),
            new Check(Formula.Equal(answer, -12))).Reason.ShouldBe(EndReason.Done);
        paged.NothingIsLeft();
    }

    [Fact]
    public void A_program_larger_than_memory_is_read_from_its_file()
    {
        var paged = new Paged(new(16.KiB, swapLatency: 1.Us, stack: 0.B, overcommit: Overcommit.Always));
        paged.Run(32.KiB, new Touch("image")).Reason.ShouldBe(EndReason.Done);
        // The first four are there, and are dropped for the others.
        paged.Memory.Counts.Major.ShouldBe(4);
        paged.Memory.SwappedIn.ShouldBe(0);
        paged.NothingIsLeft();
    }

    /// Faults by the definitions: what is in memory is a list.
    static class Naive
    {
        public static int Fifo(int frames, int[] pages) =>
            Count(frames, pages, (_, memory) => memory[0], (_, _) => { });

        public static int Lru(int frames, int[] pages) => Count(frames, pages,
            (_, memory) => memory[0], (page, memory) => { memory.Remove(page); memory.Add(page); });

        public static int Optimal(int frames, int[] pages) => Count(frames, pages, (at, memory) => memory.MaxBy(page =>
            Array.IndexOf(pages, page, at) is >= 0 and var next ? next : int.MaxValue), (_, _) => { });

        /// Frames in a circle with a bit each, and a hand.
        public static int Clock(int frames, int[] pages)
        {
            var (circle, bits, hand, faults) = (new int?[frames], new bool[frames], 0, 0);
            foreach (var page in pages)
            {
                if (Array.IndexOf(circle, page) is >= 0 and var found)
                {
                    bits[found] = true;
                    continue;
                }
                faults++;
                while (circle[hand] is not null && bits[hand])
                {
                    bits[hand] = false;
                    hand = (hand + 1) % frames;
                }
                (circle[hand], bits[hand]) = (page, true);
                hand = (hand + 1) % frames;
            }
            return faults;
        }

        static int Count(int frames, int[] pages, Func<int, List<int>, int> victim, Action<int, List<int>> used)
        {
            var (memory, faults) = (new List<int>(), 0);
            for (var i = 0; i < pages.Length; i++)
            {
                if (memory.Contains(pages[i]))
                {
                    used(pages[i], memory);
                    continue;
                }
                faults++;
                if (memory.Count == frames) memory.Remove(victim(i, memory));
                memory.Add(pages[i]);
            }
            return faults;
        }
    }
}
