using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Memory;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Signals;
using Timeslice.Kernel.Scheduling;
using Timeslice.Tests.Reference;

namespace Timeslice.Tests.Kernel.Memory;

/// <summary>No frame is lost and none is given out twice, whoever forks, swaps, crashes and is killed.</summary>
public sealed class LawsOfConservation
{
    const int Pages = 12;

    [Fact]
    public void All_frames_are_free_or_somebody_s_at_every_instant_and_all_are_free_at_the_end()
    {
        var (kills, major, out_) = (0L, 0L, 0L);
        foreach (var seed in Cases.Seeds(3_000))
        {
            var random = new RandomStream(seed, 0, "machine");
            var machine = new Machine(new Simulation(seed), 1 + (int)(random.NextUniform() * 2), new RoundRobin(2.Us))
            {
                Memory = new MainMemory((6 + (int)(random.NextUniform() * 20)) * 4.KiB,
                    swap: (int)(random.NextUniform() * 30) * 4.KiB, swapLatency: 1.Us, overcommit: Overcommit.Always,
                    hugePage: 8.KiB, replacement: seed % 3 == 0 ? new Lru() : seed % 3 == 1 ? new Fifo() : new Clock(),
                    stack: seed % 2 == 0 ? 16.KiB : 0.B),
            };
            for (var i = 0; i < 2; i++)
            {
                var tree = new ForkTrees(2 * seed + (ulong)i, Pages,
                    (page, writes) => [new Audit(seed), new Touch("heap", page: page, pages: 3, write: writes),
                        new Audit(seed)],
                    () => new KillSomebody(), () => new Spawn(Worker), () => new Touch("image", write: true),
                    () => new Touch("heap", pages: 5, order: TouchOrder.Random, write: true),
                    () => new Allocate("huge", 16.KiB, huge: true), () => new Touch("huge", write: true),
                    () => new Free("heap"), () => new Allocate("heap", 8.KiB));
                machine.Start(machine.Process($"app {i}", (i * 3) * 4.KiB), "main", new Program("main",
                    [new Allocate("heap", Pages * 4.KiB), new Allocate("huge", 8.KiB, huge: true), .. tree.Draw()]),
                    isMain: true);
            }
            var ending = machine.Run();
            if (ending.Reason == EndReason.ProgramError)
            {
                // It freed what it had not got.
                ending.ToString().ShouldContain("has not allocated", customMessage: $"seed {seed}");
                Audit.Check(machine, seed);
                continue;
            }
            ending.Reason.ShouldBe(EndReason.Done, $"seed {seed}: {ending}");
            var paging = machine.Paging!;
            (paging.Used, paging.SwapUsed, paging.Contents, paging.Committed).ShouldBe((0, 0, 0, 0), $"seed {seed}");
            kills += paging.Kills;
            major += paging.Counts.Major;
            out_ += paging.SwappedOut;
        }
        Math.Min(kills, Math.Min(major, out_)).ShouldBeGreaterThan(100);
    }

    static readonly Program Worker = new("worker", [new Touch("stack", pages: 2, write: true), new Sleep(1.Us),
        new Touch("heap", pages: 4, order: TouchOrder.Random, write: true)]);

    sealed class KillSomebody : Operation
    {
        protected internal override Flow Execute(Machine machine, int thread)
        {
            var own = machine.ProcessOf(thread);
            var all = machine.PresentProcesses.Where(process => !process.IsOver).ToList();
            machine.ExitBySignal(all[(int)(machine.Random(thread).NextUniform() * all.Count)], Signal.Kill);
            return own.IsOver ? Flow.Exited : Flow.Next;
        }
    }
}
