using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Experiments;
using Timeslice.Kernel;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Language.Binding;
using Timeslice.Language.Scenarios;
using Timeslice.Language.Syntax;
using Timeslice.Tests.Cli;
using Timeslice.Tests.Reference;

namespace Timeslice.Tests.Experiments;

/// What the recorders of the charts keep, and what keeping it costs.
public class LawsOfRecording
{
    [Fact]
    public void A_timeline_is_what_keeping_a_list_for_every_lane_gives()
    {
        foreach (var seed in Cases.Seeds(1_000))
        {
            // Some have room for all, others are full in the midst.
            var (segments, threads) = ((int)(seed % 3) switch { 0 => 1_000_000, 1 => 40, _ => (int)(seed % 100) },
                seed % 5 == 0 ? 5 : 1_000_000);
            var (plain, recorder) = (new LaneByLane(segments, threads), new TimelineRecorder(segments, threads));
            var machine = KernelUnderTest.Build(RandomScenarios.Draw(seed), new Observers(plain, recorder));
            machine.Run(new Instant(RandomScenarios.Draw(seed).Until));
            LaneByLane.Text(recorder.Finish(machine)).ShouldBe(plain.Finish(machine), $"seed {seed}");
        }
    }

    [Theory] // 1 000 ns a bin at first, then ever wider
    [InlineData(100), InlineData(512), InlineData(513), InlineData(700_000)]
    public void The_bins_of_utilization_hold_what_the_lanes_of_the_cpus_show(int microseconds)
    {
        var machine = Busy(cpus: 3);
        var (lanes, bins) = (new TimelineRecorder(int.MaxValue, int.MaxValue), new UtilizationRecorder(cpus: 3));
        machine.Observer = new Observers(lanes, bins);
        Start(machine);
        machine.Run(Instant.Start + microseconds.Us);
        var (timeline, utilization) = (lanes.Finish(machine), bins.Finish(machine));
        utilization.Bins.Count.ShouldBeInRange(1, 512);
        utilization.Bins.ShouldBe(Enumerable.Range(0, utilization.Bins.Count).Select(i => Bin(timeline,
            i * utilization.BinWidth, Math.Min((i + 1) * utilization.BinWidth, utilization.End))));
    }

    [Fact]
    public void Recording_takes_a_few_dozen_bytes_for_each_stretch_and_none_once_there_are_enough()
    {
        const int Enough = 100_000;
        var machine = Busy(cpus: 2);
        machine.Observer = new Observers(new TimelineRecorder(Enough), new UtilizationRecorder(cpus: 2));
        Start(machine);
        Allocated(machine, until: 100.Ms);
        Allocated(machine, until: 60.S).ShouldBeInRange(1, Enough * 80);
        var call = Allocated(machine, until: 60.S);
        Allocated(machine, until: 70.S).ShouldBeLessThan(
            call + Allocation.Noise, "a call of Run allocates its result, and nothing else may");
    }

    [Fact]
    public void A_server_with_a_thread_for_each_request_allocates_nothing_once_it_has_met_its_peaks()
    {
        var file = Command.File("tests/Benchmarks/Workloads/server.yaml");
        var scenario = new ScenarioLoader(new Catalog()).Load(file, new Diagnostics(file)).ShouldNotBeNull();
        var machine = scenario.At(scenario.BasePoint)(new Simulation()).Machine;
        Allocated(machine, until: 10.S);
        var call = Allocated(machine, until: 10.S);
        var events = machine.Simulation.Events;
        Allocated(machine, until: 12.S).ShouldBeLessThan(
            call + Allocation.Noise, "a call of Run allocates its result, and nothing else may");
        (machine.Simulation.Events - events).ShouldBeGreaterThan(100_000);
    }

    [Fact]
    public void A_log_gives_back_by_number_what_was_added_and_nothing_moves_as_it_grows()
    {
        var log = new Log<int>();
        log.Count.ShouldBe(0);
        Should.Throw<ArgumentOutOfRangeException>(() => log[0]);
        log.Add(0);
        ref var first = ref log[0];
        for (var i = 1; i < 10_000; i++) log.Add(i);
        first = -7;
        log.ShouldBe([-7, .. Enumerable.Range(1, 9_999)]);
        Should.Throw<ArgumentOutOfRangeException>(() => log[10_000]);
        Should.Throw<ArgumentOutOfRangeException>(() => log[-1]);
    }

    static Machine Busy(int cpus) =>
        new(new Simulation(), cpus, new RoundRobin(100.Us), CostProfiles.LinuxVm);

    static void Start(Machine machine)
    {
        var mutex = machine.Add("mutex", new Mutex());
        machine.Start(machine.Process("app"), "worker", new Program("worker", new Forever(
        [
            new Compute(new Exponential(150.Us)), new With(mutex, [new Compute(new Exponential(20.Us))]),
            new Sleep(new Exponential(400.Us)),
        ])), count: 6);
    }

    static long Allocated(Machine machine, Duration until)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        machine.Run(Instant.Start + until);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    static UtilizationBin Bin(Timeline timeline, long from, long to)
    {
        var (user, system, switching) = (In(CpuState.User), In(CpuState.System), In(CpuState.Switching));
        return new(user, system, switching, timeline.Cpus.Count * (to - from) - user - system - switching);

        long In(CpuState state) => timeline.Cpus.Sum(cpu => cpu.Segments.Where(s => s.State == state)
            .Sum(s => Math.Max(0, Math.Min(s.To, to) - Math.Max(s.From, from))));
    }
}
