using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Tests.Kernel;

public class LawsOfSwitching
{
    static readonly Costs costs = new("by hand", 2.Us, 3.Us, default, default, default);

    [Theory]
    [InlineData(1), InlineData(10), InlineData(100)]
    public void Of_each_quantum_and_switch_the_quantum_is_useful(int quantum)
    {
        var bench = new Bench(new RoundRobin(quantum.Us), costs: costs);
        bench.Start("A", new Compute(100.S));
        bench.Start("B", new Compute(100.S));
        // The first dispatch is a process switch; then whole rounds of a quantum and a thread switch follow.
        bench.Run(until: 1.Us + 1_000 * (quantum.Us + 2.Us));
        var cpu = bench.Machine.Cpus[0];
        (cpu.TimeIn(CpuState.User), cpu.TimeIn(CpuState.Switching), cpu.TimeIn(CpuState.Idle))
            .ShouldBe((1_000 * quantum.Us, 1.Us + 1_000 * 2.Us, Duration.Zero));
        var switches = bench.Machine.Switches;
        (switches.Thread, switches.Process, switches.Involuntary).ShouldBe((1_000, 1, 1_000));
    }

    [Fact]
    public void Two_processes_pay_for_the_address_space_and_two_threads_of_one_do_not()
    {
        // 0 P1 a: switch 3, run 4, over; b of P1: switch 2, run 4; c of P2: switch 3, run 4.
        var bench = new Bench(new Fcfs(), costs: costs);
        var (a, b) = (bench.Start("a", new Compute(4.Us)), bench.Start("b", new Compute(4.Us)));
        var c = bench.Machine.Start(bench.Machine.Process("other"), "c", new Program("c", new Compute(4.Us)));
        bench.Run().At.ShouldBe(Instant.Start + 20.Us);
        (a.Turnaround.Max, b.Turnaround.Max, c.Turnaround.Max).ShouldBe((7.Us, 13.Us, 20.Us));
        (a.Response.Max, b.Response.Max, c.Response.Max).ShouldBe((3.Us, 9.Us, 16.Us));
        (bench.Machine.Switches.Thread, bench.Machine.Switches.Process).ShouldBe((1, 2));
    }

    [Fact]
    public void The_thread_that_a_cpu_still_holds_resumes_for_nothing()
    {
        var bench = new Bench(new Fcfs(), costs: costs);
        bench.Start("a", new Compute(4.Us), new Sleep(10.Us), new Compute(4.Us), new Yield(), new Compute(1.Us));
        bench.Run().At.ShouldBe(Instant.Start + 22.Us);
        (bench.Machine.Switches.Total, bench.Machine.Switches.Voluntary).ShouldBe((1, 2));
    }

    [Fact]
    public void A_thread_alone_costs_the_same_events_whatever_the_quantum()
    {
        Events(1.Ns, alone: true).ShouldBe(Events(1.S, alone: true));
        Events(1.Ms, alone: false).ShouldBeGreaterThan(1_000);

        static long Events(Duration quantum, bool alone)
        {
            var bench = new Bench(new RoundRobin(quantum));
            bench.Start("a", new Compute(1.S));
            if (!alone) bench.Start("b", new Compute(1.S));
            bench.Run();
            return bench.Machine.Simulation.Events;
        }
    }

    [Fact]
    public void Slices_that_passed_unwatched_end_where_they_would_have_ended()
    {
        // a runs alone from 0 with a quantum of 10; b comes at 34 and must wait for the end of the fourth slice.
        var bench = new Bench(new RoundRobin(10.Us));
        bench.Start("a", new Compute(100.Us));
        var b = bench.StartAt(34.Us, "b", new Compute(1.Us));
        bench.Run();
        (b.Response.Max, b.Turnaround.Max).ShouldBe((6.Us, 7.Us));
    }
}
