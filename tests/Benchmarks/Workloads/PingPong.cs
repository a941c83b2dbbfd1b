using Timeslice.Des;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Programs;

namespace Timeslice.Benchmarks.Workloads;

/// <summary>Two threads wake each other in turn. No time passes: the run queue, decisions and steps alone.</summary>
sealed class PingPong : IWorkload
{
    // The engine takes more than a million events and loop turns in one instant for an endless loop; a wake-up is two.
    const int WakeUpsEach = 200_000;

    public string Name => "b";
    public string Unit => "wake-up";
    public string Summary => "ping-pong: two threads wake each other";

    public Sample? Threads()
    {
        var model = new Model();
        var ping = model.Machine.Add("ping", new Semaphore(1));
        var pong = model.Machine.Add("pong", new Semaphore(1));
        // Each first takes its own permit, which is free at the start; from then on it gets it from the other one.
        model.Start("second", [new Acquire(pong), new Repeat(WakeUpsEach, [new Acquire(pong), new Release(ping)])]);
        model.Start("first", [new Acquire(ping), new Repeat(WakeUpsEach, [new Release(pong), new Acquire(ping)])]);
        return Sample.Of(model.Machine.Simulation, () => ping.Contended + pong.Contended, () => model.Machine.Run());
    }

    public Sample? Tasks()
    {
        var simulation = new Simulation();
        var (ping, pong) = (new SimSignal(simulation), new SimSignal(simulation));
        var wakeUps = 0L;
        simulation.Start("second", Play(pong, ping, serves: false));
        simulation.Start("first", Play(ping, pong, serves: true));
        return Sample.Of(simulation, () => wakeUps, () => simulation.Run());

        async SimTask Play(SimSignal own, SimSignal other, bool serves)
        {
            if (serves) other.WakeOne();
            for (var i = 0; i < WakeUpsEach; i++)
            {
                await own;
                wakeUps++;
                other.WakeOne();
            }
        }
    }
}
