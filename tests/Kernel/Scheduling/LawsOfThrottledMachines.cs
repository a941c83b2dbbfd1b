using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Tests.Kernel.Scheduling;

/// Quotas, groups, ticks and slow CPUs together: what each alone does not show.
public class LawsOfThrottledMachines
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Who_is_held_back_runs_again_at_the_next_period_whoever_watches(bool isWatched)
    {
        var machine = New(new Fair());
        if (isWatched) machine.Observer = new Watcher();
        Start(machine, "a", Held(20.Ms), new Compute(20.Ms), new Sleep(10.Ms), new Compute(5.Ms));
        var ending = machine.Run();
        (ending.Reason, ending.At).ShouldBe((EndReason.Done, Instant.Start + 105.Ms));
    }

    [Fact]
    public void A_refill_and_a_tick_in_the_same_instant_lose_no_time_and_do_no_work_twice()
    {
        var machine = New(new Fair());
        machine.Add("tick", new InterruptSource(10.Ms, 1.Us));
        for (var i = 0; i < 3; i++) Start(machine, $"held {i}", Held(20.Ms), new Compute(200.Ms));
        for (var i = 0; i < 3; i++) Start(machine, $"free {i}", null, new Compute(300.Ms));
        machine.Run().Reason.ShouldBe(EndReason.Done);
        machine.Cpus[0].TimeIn(CpuState.User).ShouldBe(1500.Ms);
        machine.Cpus[0].TimeIn(CpuState.Interrupted).ShouldBeLessThan(1.Ms);
    }

    [Fact]
    public void A_group_under_cfs_that_is_picked_again_has_a_slice_again()
    {
        var machine = New(new Cfs());
        Start(machine, "hog", null, new Compute(300.Ms));
        Start(machine, "a", new Terms { Group = new Group("g", 300) }, new Sleep(100.Ms), new Compute(200.Ms));
        var ending = machine.Run();
        (ending.Reason, ending.At).ShouldBe((EndReason.Done, Instant.Start + 500.Ms));
    }

    [Fact]
    public void A_slow_cpu_loses_no_work_to_preemption()
    {
        var machine = new Machine(new Simulation(), Topology.Of(1, speed: 0.001), new RoundRobin(1500.Ns));
        Start(machine, "a", null, new Compute(10.Us));
        Start(machine, "b", null, new Compute(10.Us));
        machine.Run().At.ShouldBe(Instant.Start + 20.Ms);
    }

    [Fact]
    public void A_quantum_shorter_than_a_nanosecond_of_work_still_gets_it_done()
    {
        var machine = new Machine(new Simulation(), Topology.Of(1, speed: 0.001), new RoundRobin(300.Ns));
        Start(machine, "a", null, new Compute(10.Ns));
        Start(machine, "b", null, new Compute(10.Ns));
        machine.Run().At.ShouldBe(Instant.Start + 20.Us);
    }

    [Fact]
    public void Ticks_that_an_idle_cpu_slept_through_cost_nothing()
    {
        var machine = New(new Fcfs());
        machine.Add("tick", new InterruptSource(10.Ns, 1.Ns));
        Start(machine, "a", null, new Compute(50.Ns), new Sleep(1000.S), new Compute(50.Ns));
        machine.Run();
        machine.Simulation.Events.ShouldBeLessThan(100);
    }

    [Fact]
    public void Who_is_bound_elsewhere_keeps_no_cpu_idle_under_fair()
    {
        // The one whose turn it is may not run on CPU 1; the other one may, although it has had more.
        var machine = new Machine(new Simulation(), 2, new Fair(slice: 1.Ms));
        var zero = new Terms { Affinity = new CpuSet(0) };
        for (var i = 0; i < 3; i++) Start(machine, $"bound {i}", zero, new Compute(10.Ms));
        Start(machine, "anywhere", null, new Compute(30.Ms));
        machine.Run().At.ShouldBe(Instant.Start + 30.Ms);
    }

    sealed class Watcher : Observer;

    static Machine New(Scheduler scheduler) => new(new Simulation(), 1, scheduler);

    static Terms Held(Duration quota) => new() { Group = new Group("g", 100, quota, 100.Ms) };

    static void Start(Machine machine, string name, Terms? terms, params Operation[] work) => machine.Start(
        machine.Processes.FirstOrDefault() ?? machine.Process("app"), name, new Program(name, work), terms: terms);
}
