using Timeslice.Des;

namespace Timeslice.Kernel.Channels;

/// <summary>
/// What the kernel does by itself at some later time, such as to send again what was lost: by number, in a pool.
/// </summary>
sealed class Appointments : IEventTarget
{
    readonly Simulation simulation;
    readonly int first;
    Appointment[] all = new Appointment[16];
    int free = -1, used;

    public Appointments(Simulation simulation) => (this.simulation, first) = (simulation, simulation.Register(this));

    /// <summary>Someone does something after a time; the number serves to cancel that.</summary>
    public int After(Duration time, IAppointed whom, int what = 0)
    {
        var number = free;
        if (number >= 0) free = all[number].What;
        else
        {
            if (used == all.Length) Array.Resize(ref all, used * 2);
            number = used++;
        }
        ref var made = ref all[number];
        (made.Whom, made.What) = (whom, what);
        simulation.After(time, first + number, made.Generation);
        return number;
    }

    /// <summary>It is not due yet, and will never be.</summary>
    public void Cancel(int number)
    {
        Free(number);
        simulation.Cancelled();
    }

    bool IEventTarget.IsLive(int number, uint generation) => all[number].Generation == generation;

    bool IEventTarget.TryFire(int number, uint generation)
    {
        if (all[number].Generation != generation) return false;
        var (whom, what) = (all[number].Whom!, all[number].What);
        Free(number);
        whom.Due(what);
        return true;
    }

    void IEventTarget.Prefetch(int number)
    {
        var (whom, what) = (all[number].Whom, all[number].What);
        whom?.Prefetch(what);
    }

    string IEventTarget.Describe(int number) => all[number].Whom?.What ?? "nothing";

    void Free(int number)
    {
        ref var over = ref all[number];
        over.Whom = null;
        over.Generation++;
        over.What = free;
        free = number;
    }

    struct Appointment
    {
        public IAppointed? Whom;

        /// <summary>What is to be done; of a free one, the next that is free.</summary>
        public int What;
        public uint Generation;
    }
}
