using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.RealTime;
using Timeslice.Kernel.RunQueues;
using Timeslice.Kernel.Scheduling;
using Timeslice.Tests.Contracts;
using Timeslice.Tests.Reference;

namespace Timeslice.Tests.Kernel.Scheduling;

/// Laws for every policy, with threads on all kinds of terms: priorities, tickets, deadlines, bound to CPUs.
[Collection("alone")]
public class EveryPolicy
{
    public static TheoryData<string> Kinds => Samples.Of("scheduler");

    [Theory, MemberData(nameof(Kinds))]
    public void Keeps_the_laws_of_the_kernel_on_all_terms(string kind)
    {
        foreach (var seed in Cases.Seeds(4))
            foreach (var perCpu in (bool[])[false, true])
            {
                var lawful = new Lawful { MayIdle = perCpu };
                var machine = Mixed(kind, seed, perCpu, forEver: false, lawful);
                for (var at = Instant.Start; machine.Threads.Live > 0 && at < Instant.Start + 8.Us; at += 77.Ns)
                {
                    machine.Run(at);
                    lawful.CheckInstant(machine);
                }
                machine.Run(Instant.Start + 8.Us);
                lawful.CheckAccounts(machine);
                var unwatched = Mixed(kind, seed, perCpu, forEver: false);
                unwatched.Run(Instant.Start + 8.Us);
                unwatched.Fingerprint.ShouldBe(machine.Fingerprint, $"seed {seed}, a queue per cpu: {perCpu}");
            }
    }

    /// Two wake cpus 0 and 1; cpu 0 prefers the one that woke cpu 1, and the other may run on cpus 0 and 2 only.
    [Fact]
    public void No_cpu_idles_for_a_thread_that_another_cpu_was_asked_to_run()
    {
        var bench = new Bench(new Sjf(), cpus: 3);
        Start("long", 9.Ms, new CpuSet(0, 2));
        Start("short", 3.Ms, new CpuSet(0, 1));
        bench.Run();
        bench.Machine.Classes.Max(its => its.Wait.Max).ShouldBe(Duration.Zero);

        void Start(string name, Duration time, CpuSet affinity) =>
            bench.Machine.Start(bench.Process, name, new Program(name, new Compute(time)),
                at: Instant.Start + 1.Ms, terms: new Terms { Affinity = affinity });
    }

    /// The event queue takes a new chunk now and then, as its shape changes: some bytes in a thousand events.
    [Theory, MemberData(nameof(Kinds))]
    public void Allocates_nothing_for_an_event_once_it_is_warm(string kind)
    {
        foreach (var perCpu in (bool[])[false, true])
        {
            var machine = Mixed(kind, seed: 3, perCpu, forEver: true);
            var end = Instant.Start;
            while (machine.Simulation.Events < 500_000) machine.Run(end += 100.Us);
            var (allocated, before) = (GC.GetAllocatedBytesForCurrentThread(), machine.Simulation.Events);
            while (machine.Simulation.Events - before < 300_000) machine.Run(end += 100.Us);
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            (allocated / (machine.Simulation.Events - before)).ShouldBe(0);
        }
    }

    /// Threads that compute, sleep and yield on three CPUs, busy by more than they can do.
    static Machine Mixed(string kind, ulong seed, bool perCpu, bool forEver, Observer? observer = null)
    {
        var random = new RandomStream(seed, 0, "mixed");
        QueueLayout queues = perCpu ? new PerCpu(steal: random.Chance(0.5), balance: 200.Ns) : new Global();
        var machine = new Machine(new Simulation(seed), 3, () => Samples.Make<Scheduler>(kind), queues)
        {
            Observer = observer,
        };
        var process = machine.Process("app");
        for (var i = 0; i < 12; i++)
        {
            var terms = new Terms
            {
                Nice = random.Choice(-20, 0, 19), Priority = random.Choice(0, 0, 1, 5),
                Tickets = random.Choice<int?>(null, 1, 1_000_000),
                Affinity = random.Choice(null, null, new CpuSet(1), new CpuSet(0, 2)),
                Release = i % 3 == 0 && !forEver ? new Periodic(random.Choice(100, 700).Ns) : null,
                Deadline = random.Choice(null, (Duration?)50.Ns),
            };
            Operation[] job =
            [
                new Compute(new Exponential(20.Ns)), new Sleep(new Exponential(150.Ns)), new Yield(),
                new Compute(new Exponential(random.Choice(1, 30).Ns)),
            ];
            var program = terms.Release is not null ? job
                : forEver ? [new Forever(job)] : (Operation[])[new Repeat(20, job)];
            machine.Start(process, $"thread {i}", new Program($"thread {i}", program), count: 2, terms: terms);
        }
        return machine;
    }
}
