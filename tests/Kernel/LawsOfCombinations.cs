using System.Globalization;
using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Tests.Reference;

namespace Timeslice.Tests.Kernel;

/// What holds of machines in which everything comes together that is tried alone elsewhere.
public class LawsOfCombinations
{
    static readonly Limits limits = new() { Events = 60_000, EventsPerInstant = 3_000 };

    [Fact]
    public void What_a_machine_does_depends_neither_on_who_watches_nor_on_stops_in_between()
    {
        var ended = 0;
        foreach (var seed in Cases.Seeds(2_000))
        {
            var alone = Run(RandomMachines.Draw(seed), observer: null, stops: false);
            if (alone.StartsWith($"{EndReason.LimitReached}", StringComparison.Ordinal)) continue;
            ended++;
            Run(RandomMachines.Draw(seed), new Watcher(), stops: false).ShouldBe(alone, $"seed {seed}, watched");
            Run(RandomMachines.Draw(seed), observer: null, stops: true).ShouldBe(alone, $"seed {seed}, in two parts");
        }
        // The others are overloaded for ever: by interrupts, or by tasks that come sooner than they are done.
        ended.ShouldBeGreaterThan(1_800);
    }

    [Fact]
    public void They_keep_the_laws_of_the_kernel_after_every_change()
    {
        foreach (var seed in Cases.Seeds(1_000))
        {
            var drawn = RandomMachines.Draw(seed);
            var lawful = new Lawful { MayIdle = drawn.MayIdle };
            var machine = drawn.Build(lawful);
            var ending = machine.Run(drawn.Until, limits);
            if (ending.Reason is EndReason.Done or EndReason.TimeReached) lawful.CheckInstant(machine);
            lawful.CheckAccounts(machine);
        }
    }

    static string Run(RandomMachines drawn, Observer? observer, bool stops)
    {
        var machine = drawn.Build(observer);
        var half = new Instant(drawn.Until.Nanoseconds / 100);
        if (stops && machine.Run(half, limits) is { Reason: not EndReason.TimeReached } early && early.At < half)
            return Told(machine, early, drawn.Until);
        return Told(machine, machine.Run(drawn.Until, limits), drawn.Until);
    }

    static string Told(Machine machine, Ending ending, Instant until)
    {
        var at = ending.Reason == EndReason.Done ? until : ending.At;
        var states = Enum.GetValues<ThreadState>().Where(state => state != ThreadState.Exited);
        var times = machine.Classes.SelectMany(its => states.Select(state => its.TimeIn(state)));
        // How long CPUs were idle at the end depends on when the run ended.
        var busy = Enum.GetValues<CpuState>().Where(state => state != CpuState.Idle);
        var cpus = machine.Cpus.SelectMany(cpu => busy.Select(state => cpu.TimeIn(state)));
        return string.Create(CultureInfo.InvariantCulture,
            $"{ending.Reason} {at} {machine.Switches} {machine.MostReady} {string.Join(' ', times.Concat(cpus))}");
    }

    sealed class Watcher : Observer;
}
