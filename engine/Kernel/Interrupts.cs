using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Kernel;

/// <summary>What takes CPUs away from the threads on them, again and again: a timer's tick, a device.</summary>
/// <param name="Every">From one interrupt to the next on a CPU; a constant one comes at whole multiples.</param>
/// <param name="Cost">The time for which the CPU is taken away each time.</param>
/// <param name="Cpus">Where it comes; everywhere when null.</param>
public sealed record InterruptSource(RandomDuration Every, RandomDuration Cost, CpuSet? Cpus = null)
{
    public RandomDuration Every { get; } = Every.Constant != Duration.Zero
        ? Every
        : throw new ArgumentOutOfRangeException(nameof(Every), Duration.Zero, "must be above 0");
}

/// <summary>
/// Interrupts of busy CPUs. Idle ones sleep through them: nobody would notice, and time need not stop for them.
/// </summary>
sealed class Interrupts : IEventTarget
{
    // After a long idleness, arrivals begin anew: so many that nobody saw are gone through at most.
    const int MostUnseen = 1000;

    sealed class Line(InterruptSource source, Cpu cpu, ulong key, int number)
    {
        public readonly int Number = number;
        public readonly InterruptSource Source = source;
        public readonly Cpu Cpu = cpu;
        public RandomStream Random = new(key);
        public long Next;
        public uint Generation;
        public bool IsArmed;

        public long Draw() => Math.Max(1, Source.Every.Draw(ref Random).Nanoseconds);

        /// <summary>To the first that comes after a time; the others were not noticed.</summary>
        public void PassTo(long now)
        {
            if (Source.Every.Constant is { Nanoseconds: > 0 and var every })
            {
                if (Next <= now) Next += ((now - Next) / every + 1) * every;
                return;
            }
            for (var unseen = 0; Next <= now; unseen++) Next = (unseen < MostUnseen ? Next : now) + Draw();
        }
    }

    readonly Dispatcher dispatcher;
    readonly Simulation simulation;
    readonly List<Line> lines = [];
    readonly List<Line>[] byCpu;
    readonly int events;

    public Interrupts(Dispatcher dispatcher, Simulation simulation)
    {
        (this.dispatcher, this.simulation) = (dispatcher, simulation);
        byCpu = [.. dispatcher.Cpus.Select(_ => new List<Line>())];
        events = simulation.Register(this);
    }

    public void Add(string name, InterruptSource source)
    {
        var key = simulation.ClaimKey($"interrupt {name}");
        foreach (var cpu in dispatcher.Cpus.Where(cpu => source.Cpus?.Contains(cpu.Number) != false))
        {
            var line = new Line(source, cpu, RandomStream.Key(key, cpu.Number), lines.Count);
            line.Next = line.Draw();
            lines.Add(line);
            byCpu[cpu.Number].Add(line);
        }
    }

    /// <summary>A CPU is busy from now on.</summary>
    public void Arm(Cpu cpu)
    {
        foreach (var line in byCpu[cpu.Number])
        {
            if (line.IsArmed) continue;
            line.PassTo(simulation.Now.Nanoseconds);
            Plan(line);
        }
    }

    /// <summary>A CPU has nothing to do.</summary>
    public void Disarm(Cpu cpu)
    {
        foreach (var line in byCpu[cpu.Number])
        {
            if (!line.IsArmed) continue;
            line.IsArmed = false;
            line.Generation++;
            simulation.Cancelled();
        }
    }

    public bool IsLive(int number, uint generation) => lines[number].Generation == generation;

    public bool TryFire(int number, uint generation)
    {
        var line = lines[number];
        if (line.Generation != generation) return false;
        line.Next += line.Draw();
        Plan(line);
        dispatcher.Interrupt(line.Cpu, line.Source.Cost.Draw(ref line.Random).Nanoseconds);
        return true;
    }

    public string Describe(int number) => $"an interrupt of cpu {lines[number].Cpu.Number}";

    void Plan(Line line)
    {
        line.IsArmed = true;
        simulation.After(new(line.Next - simulation.Now.Nanoseconds), events + line.Number, line.Generation);
    }
}
