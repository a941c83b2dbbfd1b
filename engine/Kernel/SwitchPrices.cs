using Timeslice.Des;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel;

/// <summary>What a switch costs beyond itself: the decision, the migration, the caches that went cold.</summary>
sealed class SwitchPrices
{
    readonly Costs costs;
    readonly ThreadTable threads;
    readonly PerThread<long> leftAt = new();

    public SwitchPrices(Machine machine) => (costs, threads) = (machine.Costs, machine.Threads);

    /// <summary>A switch may cost other than the same between any two threads of a process.</summary>
    public bool Vary => costs.SwitchesVary;

    /// <summary>The thread on a CPU leaves it.</summary>
    public void Leaves(Cpu cpu)
    {
        if (costs.CacheRefill > Duration.Zero) leftAt[cpu.Thread] = threads.Now.Nanoseconds;
    }

    /// <param name="from">The CPU that the thread was on last, or null when it has been on none.</param>
    /// <param name="isSame">Nobody else was on the CPU meanwhile.</param>
    public Duration Beyond(Cpu cpu, Cpu? from, int thread, bool isSame)
    {
        if (from is null) return costs.Decision;
        if (from == cpu) return isSame ? costs.Decision : costs.Decision + Refill(thread);
        var migration = from.Place.Node == cpu.Place.Node ? costs.Migration : costs.NodeMigration;
        return costs.Decision + migration + costs.CacheRefill;
    }

    // What others have driven out of the caches since, with a half-life: all of it after a long time.
    Duration Refill(int thread)
    {
        if (costs.CacheRefill == Duration.Zero) return Duration.Zero;
        var away = threads.Now.Nanoseconds - leftAt[thread];
        var gone = costs.CacheDecay == Duration.Zero
            ? 1
            : 1 - Elementary.Exp(-(double)away / costs.CacheDecay.Nanoseconds);
        return new((long)Math.Round(costs.CacheRefill.Nanoseconds * gone));
    }
}
