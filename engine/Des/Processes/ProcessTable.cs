using System.Runtime.InteropServices;

namespace Timeslice.Des;

/// <summary>The processes of a simulation by number, and the event that each of them waits for.</summary>
internal sealed class ProcessTable : IEventTarget
{
    readonly Simulation simulation;
    readonly Numbers<SimProcess> numbers = new();
    readonly Dictionary<string, Family> families = [];
    readonly int firstId;

    internal ProcessTable(Simulation simulation)
    {
        this.simulation = simulation;
        firstId = simulation.Register(this);
    }

    /// <summary>
    /// Processes of one name are a family: the n-th draws from the same stream in every
    /// run, whatever else there is.
    /// </summary>
    internal RandomStream NewStream(string name)
    {
        ref var family = ref CollectionsMarshal.GetValueRefOrAddDefault(families, name, out var known);
        if (!known) family.Key = RandomStream.Key(simulation.Seed, simulation.Replication, name);
        return new(RandomStream.Key(family.Key, ++family.Members));
    }

    internal int Take(SimProcess process)
    {
        var number = numbers.Take(process);
        simulation.Population++;
        return number;
    }

    internal void Free(int number)
    {
        numbers.Free(number);
        simulation.Population--;
    }

    internal void After(Duration delay, int number) =>
        simulation.After(delay, firstId + number, numbers.Generation(number));

    internal void Cancel(int number)
    {
        numbers.Renew(number);
        simulation.Cancelled();
    }

    internal void CountTurn(int number) => simulation.CountTurn(firstId + number);

    bool IEventTarget.IsLive(int number, uint generation) => numbers.Generation(number) == generation;

    bool IEventTarget.TryFire(int number, uint generation)
    {
        if (numbers.Generation(number) != generation) return false;
        numbers[number].GoOn();
        return true;
    }

    void IEventTarget.Prefetch(int number) => numbers.Prefetch(number);

    string IEventTarget.Describe(int number) => numbers[number].ToString();

    /// <summary>The key of a name's streams, and how many processes have borne the name.</summary>
    struct Family
    {
        internal ulong Key;
        internal int Members;
    }
}
