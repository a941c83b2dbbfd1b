using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Threads;
using Timeslice.Tests.Reference;

namespace Timeslice.Tests.Kernel;

public class LawsOfDeterminism
{
    [Fact]
    public void A_scenario_has_one_fingerprint_watched_or_not()
    {
        foreach (var seed in Cases.Seeds(2_000))
        {
            var scenario = RandomScenarios.Draw(seed);
            var watched = Fingerprint(scenario, new History());
            Fingerprint(scenario, null).ShouldBe(watched, $"seed {seed}\n{scenario}");
            Fingerprint(scenario, null).ShouldBe(watched, $"seed {seed}\n{scenario}");
        }
    }

    [Fact]
    public void A_run_in_two_parts_is_the_same_as_in_one()
    {
        foreach (var seed in Cases.Seeds(1_000))
        {
            var scenario = RandomScenarios.Draw(seed) with { Until = 3_000 };
            var machine = KernelUnderTest.Build(scenario);
            machine.Run(Instant.Start + 7.Ns);
            machine.Run(new Instant(scenario.Until));
            machine.Fingerprint.ShouldBe(Fingerprint(scenario, null), $"seed {seed}\n{scenario}");
        }
    }

    [Fact]
    public void A_seed_or_a_replication_more_is_another_run()
    {
        ulong[] fingerprints = [Drawn(1, 0), Drawn(1, 1), Drawn(2, 0)];
        fingerprints.Distinct().Count().ShouldBe(3);
        Drawn(2, 0).ShouldBe(fingerprints[2]);

        static ulong Drawn(ulong seed, ulong replication)
        {
            var machine = new Machine(new Simulation(seed, replication), 1, new Fcfs());
            var sleeper = new Program("worker", new Sleep(new Exponential(1.Ms)));
            machine.Start(machine.Process("app"), "worker", sleeper, count: 3);
            machine.Run();
            return machine.Fingerprint;
        }
    }

    [Fact]
    public void A_thread_that_touches_nobody_shifts_nobody_s_numbers()
    {
        var alone = Sleeps(intruder: false, workers: 3);
        var crowded = Sleeps(intruder: true, workers: 4);
        foreach (var (worker, drawn) in alone) crowded[worker].ShouldBe(drawn, worker);
    }

    [Fact]
    public void Every_generation_of_a_program_that_spawns_itself_draws_its_own_numbers()
    {
        var bench = new Bench(new Fcfs());
        var heir = new Program("heir");
        heir.Define([new Sleep(new Exponential(1.Ms)), new Spawn(heir)]);
        bench.Machine.Observer = new Sleepers(bench.Machine);
        bench.Machine.Start(bench.Process, "first", heir);
        bench.Run(until: 100.Ms);
        var drawn = ((Sleepers)bench.Machine.Observer).Slept.ToList();
        drawn.Count.ShouldBeGreaterThan(50);
        drawn.Distinct().Count().ShouldBe(drawn.Count);
    }

    /// What each worker and each child of a worker sleeps, by name. Every machine has CPUs enough for nobody to wait.
    static Dictionary<string, string> Sleeps(bool intruder, int workers)
    {
        var bench = new Bench(new RoundRobin(1.Ms), cpus: 64);
        var child = new Program("child", new Repeat(5, [new Sleep(new Exponential(1.Ms))]));
        var watch = new Sleepers(bench.Machine);
        bench.Machine.Observer = watch;
        if (intruder)
        {
            bench.Start("intruder", new Repeat(50, [new Sleep(new Exponential(100.Us)), new Spawn(child)]));
        }
        var worker = new Program("worker", new Repeat(3, [new Sleep(new Exponential(1.Ms)), new Spawn(child)]));
        bench.Machine.Start(bench.Process, "worker", worker, workers);
        bench.Run().Reason.ShouldBe(EndReason.Done);
        return watch.ByFamily();
    }

    static ulong Fingerprint(Scenario scenario, Observer? observer)
    {
        var machine = KernelUnderTest.Build(scenario, observer);
        machine.Run(new Instant(scenario.Until));
        return machine.Fingerprint;
    }

    /// Writes down how long each thread slept, and of which parent each thread is which child.
    sealed class Sleepers(Machine machine) : Observer
    {
        readonly Dictionary<int, (string Name, List<long> Drawn)> living = [];
        readonly Dictionary<int, long> asleepSince = [];
        readonly Dictionary<string, List<long>> drawnBy = [];
        readonly Dictionary<string, int> children = [];
        int running = -1;

        public List<long> Slept { get; } = [];

        public Dictionary<string, string> ByFamily() =>
            drawnBy.Where(d => d.Key.StartsWith("worker", StringComparison.Ordinal))
                .ToDictionary(d => d.Key, d => string.Join(" ", d.Value));

        public override void ThreadCreated(Machine its, int thread)
        {
            var name = its.ClassOf(thread).Name;
            if (name == "worker") name += $" {its.ClassOf(thread).Created}";
            else if (running >= 0 && living.TryGetValue(running, out var parent))
                name = $"{parent.Name}/{children[parent.Name] = children.GetValueOrDefault(parent.Name) + 1}";
            living[thread] = (name, drawnBy[name] = []);
        }

        public override void ThreadChanged(Machine its, int thread, ThreadState state)
        {
            if (state == ThreadState.RunningUser) running = thread;
            if (asleepSince.Remove(thread, out var since))
            {
                Slept.Add(machine.Now - since);
                living[thread].Drawn.Add(machine.Now - since);
            }
            if (state == ThreadState.Sleeping) asleepSince[thread] = machine.Now;
            if (state == ThreadState.Exited) living.Remove(thread);
        }
    }
}
