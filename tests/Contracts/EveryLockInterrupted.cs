using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Calls;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Scheduling;
using Timeslice.Tests.Kernel;
using Timeslice.Tests.Reference;
using Lock = Timeslice.Kernel.Locks.Lock;
using Thread = Timeslice.Kernel.Thread;

namespace Timeslice.Tests.Contracts;

/// Threads are interrupted at random, for every lock that the catalog finds: nothing leaks, nothing is lost.
public class EveryLockInterrupted
{
    public static TheoryData<string> Kinds => Samples.Of("lock", typeof(ILockable));

    [Theory, MemberData(nameof(Kinds))]
    public void Is_free_at_the_end_and_every_interrupt_ends_one_wait_at_most(string kind)
    {
        var (sent, seen) = (0, 0);
        foreach (var seed in Cases.Seeds(400))
        {
            var run = new Run(kind, seed);
            run.Check($"{kind}, seed {seed}");
            (sent, seen) = (sent + run.Sent, seen + run.Seen);
        }
        sent.ShouldBeGreaterThanOrEqualTo(40_000);
        seen.ShouldBeInRange(sent / 2, sent);
    }

    sealed class Run
    {
        const int Workers = 6, Rounds = 40, Interrupts = 100;
        static readonly Duration longest = 40.Ns;

        readonly Machine machine;
        readonly Lawful lawful = new() { WaitsAreInterrupted = true };
        readonly List<Lock> locks = [];
        readonly List<Thread> workers = [];
        RandomStream random;
        int taken, refused;

        public Run(string kind, ulong seed)
        {
            random = new(seed, 0, "fuzz");
            var costs = new Costs("some", Up(3), Up(3), Up(3), Up(2), Up(3));
            // Who spins for what a thread has that gets no CPU spins for ever.
            Scheduler scheduler = Chance(2) && !kind.Contains("spin") ? new Fcfs() : new RoundRobin(1.Ns + Up(9));
            machine = new(new Simulation(seed), 1 + Below(3), scheduler, costs);
            // Unwatched, what takes no time goes another way.
            if (seed % 4 == 0) machine.Observer = lawful;
            for (var i = 0; i < 2; i++) locks.Add(machine.Add($"lock {i}", Samples.Make<Lock>(kind)));
            var app = machine.Process("app");
            for (var i = 0; i < Workers; i++) workers.Add(app.Thread($"worker {i}", Work, after: Up(20)));
            app.Thread("vandal", Interrupt);
            Ending = machine.Run();
            if (machine.Observer is null) return;
            lawful.CheckInstant(machine);
            lawful.CheckAccounts(machine);
        }

        public Ending Ending { get; }
        public int Sent { get; private set; }
        public int Seen { get; private set; }

        public void Check(string which)
        {
            Ending.Reason.ShouldBe(EndReason.Done, which);
            (machine.Threads.Live, machine.Findings.Count, machine.Simulation.Pending).ShouldBe((0, 0, 0), which);
            foreach (var one in locks) (one.Holders, one.Waiters, one.HeldBy.Count).ShouldBe((0, 0, 0), which);
            locks.Sum(one => one.Acquisitions).ShouldBe(taken, which);
            Seen.ShouldBeLessThanOrEqualTo(Sent, which);
            refused.ShouldBeLessThanOrEqualTo(Seen, which);
        }

        async SimTask Work(Thread self)
        {
            for (var round = 0; round < Rounds; round++)
            {
                var asks = false;
                try
                {
                    if (Chance(4)) await self.Sleep(Up(30));
                    if (Chance(8)) await Beget(self);
                    asks = true;
                    using (await locks[0].Lock(self))
                    {
                        (asks, taken) = (false, taken + 1);
                        if (Chance(2)) await self.Compute(Up(5));
                        else await self.Sleep(Up(10));
                        if (Chance(3)) await Nest(self);
                    }
                }
                catch (Interrupted)
                {
                    Seen++;
                    if (asks) refused++;
                }
            }
        }

        // Always in this order, so that nobody waits in a circle.
        async SimTask Nest(Thread self)
        {
            using var second = await locks[1].Lock(self);
            taken++;
            await self.Sleep(Up(5));
        }

        async SimTask Beget(Thread self)
        {
            var child = await self.Spawn("child", async young => await young.Sleep(Up(10)));
            if (Chance(2)) await self.Join(child);
            else await self.Join();
        }

        async SimTask Interrupt(Thread self)
        {
            for (var i = 0; i < Interrupts; i++)
            {
                await self.Sleep(Up(12));
                workers[Below(Workers)].Interrupt(i);
                Sent++;
            }
        }

        bool Chance(int oneIn) => Below(oneIn) == 0;
        int Below(int limit) => (int)(random.NextBits() % (ulong)limit);
        Duration Up(int most) => Duration.Min(Below(most).Ns, longest);
    }
}
