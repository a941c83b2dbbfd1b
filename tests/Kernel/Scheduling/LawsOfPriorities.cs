using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Threads;

namespace Timeslice.Tests.Kernel.Scheduling;

/// Priorities: who goes first, who preempts, who takes turns, who starves.
public class LawsOfPriorities
{
    [Theory]
    [InlineData(true, 5, 6)]
    [InlineData(false, 10, 11)]
    public void A_higher_one_takes_the_cpu_as_soon_as_it_is_ready_if_that_is_allowed(
        bool preemptive, double starts, double ends)
    {
        var bench = new Bench(new Priority(preemptive));
        Start(bench, "low", 0, new Compute(10.Ms));
        var high = Start(bench, "high", 7, new Sleep(5.Ms), new Compute(1.Ms));
        bench.Run();
        high.Turnaround.Max.ShouldBe(ends.Ms);
        high.Wait.Max.ShouldBe((starts - 5).Ms);
    }

    [Fact]
    public void Who_was_preempted_goes_on_before_its_equals()
    {
        var bench = new Bench(new Priority());
        var first = Start(bench, "first", 0, new Compute(10.Ms));
        var second = Start(bench, "second", 0, new Compute(10.Ms));
        Start(bench, "high", 1, new Sleep(5.Ms), new Compute(1.Ms));
        bench.Run();
        (first.Turnaround.Max, second.Turnaround.Max).ShouldBe((11.Ms, 21.Ms));
    }

    [Fact]
    public void With_a_quantum_equals_take_turns_and_lower_ones_wait_for_all_of_them()
    {
        var bench = new Bench(new Priority(quantum: 2.Ms));
        var low = Start(bench, "low", -1, new Compute(1.Ms));
        var equals = Start(bench, "equals", 0, 2, new Compute(10.Ms));
        bench.Run();
        (equals.Turnaround.Min, equals.Turnaround.Max, low.Wait.Max).ShouldBe((18.Ms, 20.Ms, 20.Ms));
    }

    [Fact]
    public void Without_ageing_a_low_one_starves() =>
        TurnaroundOfTheLowest(new Priority(preemptive: true, quantum: 10.Ms), levels: 3).ShouldBeNull();

    [Theory]
    [InlineData(false, 1)]
    [InlineData(false, 3)]
    [InlineData(true, 1)]
    [InlineData(true, 3)]
    public void With_ageing_it_waits_for_as_long_as_its_lower_levels_cost(bool preemptive, int levels)
    {
        var waited = TurnaroundOfTheLowest(new Priority(preemptive, quantum: 10.Ms, ageing: 100.Ms), levels);
        waited!.Value.ShouldBeInRange(levels * 100.Ms, levels * 100.Ms + 30.Ms);
    }

    /// Two that compute for ever have higher priorities; null when it is not done within a minute.
    static Duration? TurnaroundOfTheLowest(Priority policy, int levels)
    {
        var bench = new Bench(policy);
        Start(bench, "high", levels, 2, new Compute(1000.S));
        var low = Start(bench, "low", 0, new Compute(1.Ms));
        bench.Run(until: 60.S);
        return low.Exited == 0 ? null : low.Turnaround.Max;
    }

    [Fact]
    public void On_two_cpus_the_lower_of_those_that_run_is_preempted()
    {
        var bench = new Bench(new Priority(), cpus: 2);
        var middle = Start(bench, "middle", 1, new Compute(10.Ms));
        var low = Start(bench, "low", 0, new Compute(10.Ms));
        var high = Start(bench, "high", 2, new Sleep(5.Ms), new Compute(10.Ms));
        bench.Run();
        (middle.Turnaround.Max, high.Turnaround.Max, low.Turnaround.Max).ShouldBe((10.Ms, 15.Ms, 15.Ms));
    }

    static ThreadClass Start(Bench bench, string name, int priority, params Operation[] operations) =>
        Start(bench, name, priority, 1, operations);

    static ThreadClass Start(Bench bench, string name, int priority, int count, params Operation[] operations) =>
        bench.Machine.Start(bench.Process, name, new Program(name, operations), count,
            terms: new Terms { Priority = priority });
}
