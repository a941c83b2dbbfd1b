using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.RunQueues;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Tests.Kernel;

/// Unequal CPUs, siblings, interrupts, migrations, caches: by hand-computed times.
public class LawsOfHardware
{
    static readonly Costs Free = CostProfiles.Free;

    [Fact]
    public void A_cpu_of_half_the_speed_takes_twice_the_time_and_rounds_no_work_away()
    {
        var machine = New(Topology.Of(1, speed: 0.3));
        Start(machine, 1, [.. Enumerable.Repeat(new Compute(1.Ns), 3), new Compute(1.S)]);
        machine.Run().At.ShouldBe(Instant.Start + 3 * 4.Ns + new Duration(3_333_333_334));
    }

    [Fact]
    public void A_preempted_burst_keeps_what_was_done_on_a_slow_cpu()
    {
        var machine = New(Topology.Of(1, speed: 0.5), new RoundRobin(1.Ms));
        Start(machine, 2, new Compute(3.Ms));
        machine.Run().At.ShouldBe(Instant.Start + 12.Ms);
    }

    [Fact]
    public void Siblings_slow_each_other_down_only_while_both_are_busy()
    {
        // 10 ms of work and 4 ms: both at 0.5 until the shorter is done at 8 ms; then the longer's last 6 ms at 1.
        var machine = New(Topology.Of(2, perCore: 2, smtSpeed: 0.5));
        Start(machine, 1, new Compute(10.Ms));
        Start(machine, 1, new Compute(4.Ms));
        machine.Run();
        machine.Classes.Select(its => its.Turnaround.Max).ShouldBe([14.Ms, 8.Ms]);
    }

    [Fact]
    public void Cpus_of_different_cores_do_not_slow_each_other_down()
    {
        var machine = New(Topology.Of(2, perCore: 1, smtSpeed: 0.5));
        Start(machine, 2, new Compute(10.Ms));
        machine.Run().At.ShouldBe(Instant.Start + 10.Ms);
    }

    [Fact]
    public void A_tick_steals_its_time_from_whoever_runs()
    {
        // 10 ms of work; ticks of 1 ms at 4, 8 and 12 ms.
        var machine = New(1);
        machine.Add("tick", new InterruptSource(4.Ms, 1.Ms));
        Start(machine, 1, new Compute(10.Ms));
        machine.Run().At.ShouldBe(Instant.Start + 13.Ms);
        machine.Cpus[0].TimeIn(CpuState.Interrupted).ShouldBe(3.Ms);
        machine.Cpus[0].TimeIn(CpuState.User).ShouldBe(10.Ms);
    }

    [Fact]
    public void A_tick_at_the_end_of_a_slice_is_not_lost()
    {
        // Slices of 4 ms, ticks of 1 ms at 4, 8, 12 and 16 ms, each at a slice's end or within what follows.
        var machine = New(1, new RoundRobin(4.Ms));
        machine.Add("tick", new InterruptSource(4.Ms, 1.Ms));
        Start(machine, 2, new Compute(6.Ms));
        machine.Run();
        machine.Cpus[0].TimeIn(CpuState.User).ShouldBe(12.Ms);
        (machine.Cpus[0].TimeIn(CpuState.Interrupted) + machine.Cpus[0].TimeIn(CpuState.Switching)).ShouldBe(3.Ms);
    }

    [Fact]
    public void Interrupts_do_not_keep_a_run_alive()
    {
        var machine = New(1);
        machine.Add("tick", new InterruptSource(1.Ms, 1.Us));
        Start(machine, 1, new Compute(10.Ms));
        machine.Run().Reason.ShouldBe(EndReason.Done);
    }

    [Fact]
    public void Migration_and_a_cold_cache_are_paid_for_where_the_thread_arrives()
    {
        // Two nodes of one CPU each. A thread bound to CPU 0 makes the other one, which starts there, go to CPU 1.
        var costs = Free with { NodeMigration = 100.Us, Migration = 1.S, CacheRefill = 50.Us };
        var machine = new Machine(new Simulation(), Topology.Of(2, perNode: 1), new Priority(), costs);
        var process = machine.Process("app");
        machine.Start(process, "moves", new Program("moves", new Compute(10.Ms)));
        machine.Start(process, "other", new Program("other", new Compute(1.Ms)));
        machine.Start(process, "bound", new Program("bound", new Compute(5.Ms)), at: Instant.Start + 2.Ms,
            terms: new Terms { Priority = 1, Affinity = new CpuSet(0) });
        machine.Run();
        machine.Switches.Migrations.ShouldBe(1);
        machine.Classes[0].Turnaround.Max.ShouldBe(10.Ms + 150.Us);
    }

    [Fact]
    public void A_cache_goes_cold_the_longer_others_run()
    {
        // Round robin of two: each finds its cache 1 ms old, so 1 − 1/e of a refill of 100 µs is due.
        var costs = Free with { CacheRefill = 100.Us, CacheDecay = 1.Ms };
        var machine = new Machine(new Simulation(), 1, new RoundRobin(1.Ms), costs);
        Start(machine, 2, new Compute(2.Ms));
        machine.Run();
        var (first, second) = (100_000 * (1 - Math.Exp(-1)), 100_000 * (1 - Math.Exp(-1.063212)));
        machine.Cpus[0].TimeIn(CpuState.Switching).Nanoseconds.ShouldBeInRange(
            (long)(first + second) - 1, (long)(first + second) + 1);
    }

    [Fact]
    public void A_decision_costs_each_time_that_a_cpu_turns_to_a_thread()
    {
        var machine = new Machine(new Simulation(), 1, new RoundRobin(1.Ms), Free with { Decision = 10.Us });
        Start(machine, 2, new Compute(3.Ms));
        machine.Run().At.ShouldBe(Instant.Start + 6.Ms + 6 * 10.Us);
    }

    [Fact]
    public void Energy_grows_with_the_cube_of_the_speed()
    {
        var machine = new Machine(new Simulation(), Topology.Of(1, speed: 2), new Fcfs())
        {
            Power = new Power(Idle: 1, Static: 2, Dynamic: 3),
        };
        Start(machine, 1, new Compute(2.S), new Sleep(1.S));
        machine.Run();
        machine.Power.Energy(machine.Cpus[0]).ShouldBe(1 * (2 + 3 * 8) + 1 * 1, 1e-9);
    }

    [Fact]
    public void Without_stealing_a_thread_waits_beside_an_idle_cpu_and_with_it_does_not()
    {
        Run(steal: false).ShouldBe(20.Ms);
        Run(steal: true).ShouldBe(11.Ms);

        // Three threads of 10, 1 and 10 ms on two CPUs: the third queues behind the first.
        static Duration Run(bool steal)
        {
            var machine = new Machine(new Simulation(), 2, () => new RoundRobin(5.Ms), new PerCpu(steal));
            foreach (var time in (int[])[10, 1, 10])
                machine.Start(machine.Processes.FirstOrDefault() ?? machine.Process("app"), $"{machine.Classes.Count}",
                    new Program("work", new Compute(time.Ms)));
            return machine.Run().At - Instant.Start;
        }
    }

    [Fact]
    public void Balancing_moves_who_waits_at_whole_multiples_of_its_interval()
    {
        // As above: at 4 ms the third is moved to CPU 1, which has been idle since 1 ms.
        var machine = new Machine(new Simulation(), 2, () => new Fcfs(), new PerCpu(steal: false, balance: 4.Ms));
        var process = machine.Process("app");
        foreach (var (name, time) in (ReadOnlySpan<(string, int)>)[("a", 10), ("b", 1), ("c", 10)])
            machine.Start(process, name, new Program(name, new Compute(time.Ms)));
        machine.Run().At.ShouldBe(Instant.Start + 14.Ms);
    }

    static Machine New(Topology cpus, Scheduler? scheduler = null) =>
        new(new Simulation(), cpus, scheduler ?? new Fcfs());

    static void Start(Machine machine, int count, params IReadOnlyList<Operation> work) =>
        machine.Start(machine.Processes.FirstOrDefault() ?? machine.Process("app"), $"work {machine.Classes.Count}",
            new Program("work", work), count);
}
