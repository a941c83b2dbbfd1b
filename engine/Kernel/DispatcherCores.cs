using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel;

/// <content>CPUs that share a core slow each other down while they are busy.</content>
sealed partial class Dispatcher
{
    readonly Cores? cores;

    // Of bursts that were preempted on CPUs that do not work in whole nanoseconds.
    readonly PerThread<int>? carries;

    void KeepCarry(int thread, int carry)
    {
        if (carries is not null) carries[thread] = carry;
    }

    void BecomesBusy(Cpu cpu)
    {
        if (cores is not null) Notice(cores, cpu);
        interrupts?.Arm(cpu);
    }

    void BecomesIdle(Cpu cpu)
    {
        idle[cpu.Number] = true;
        cpu.Stolen = 0;
        if (cores is not null) Notice(cores, cpu);
        interrupts?.Disarm(cpu);
    }

    void Notice(Cores cores, Cpu cpu)
    {
        if (cores.TryNotice(cpu)) Ask(Deciding.Core, cpu.Place.Core);
    }

    /// <summary>The end of the instant shows who is busy; flickering within it changes nothing.</summary>
    void ChangeRates(int core)
    {
        cores!.Looked(core);
        foreach (var cpu in cores.Of(core))
        {
            var rate = cores.RateOf(cpu, idle);
            if (rate == cpu.Rate.PerMille) continue;
            var works = cpu.IsInBurst;
            if (works) Stop(cpu);
            cpu.Rate = cpu.Rate.With(rate);
            if (works) Plan(cpu);
        }
    }
}
