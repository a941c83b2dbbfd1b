using Timeslice.Kernel;

namespace Timeslice.Experiments;

/// <summary>Watches all machines of a world, for the charts of one run.</summary>
sealed class WorldRecorder
{
    // As much as a chart can show, and the memory of a study bears.
    const int MostSegments = 200_000, MostThreads = 20_000;

    readonly List<(Machine Machine, TimelineRecorder Lanes, UtilizationRecorder Bins)> parts = [];

    public WorldRecorder(World world)
    {
        var room = new Room(MostSegments, MostThreads);
        foreach (var machine in world.Machines)
        {
            var (lanes, bins) = (new TimelineRecorder(room), new UtilizationRecorder(machine.Cpus.Count));
            machine.Watch(new Observers(lanes, bins));
            parts.Add((machine, lanes, bins));
        }
    }

    /// <summary>What was kept, once the run is over.</summary>
    public Timeline Timeline()
    {
        List<(Machine Machine, Timeline Its)> each =
            [.. parts.Select(part => (part.Machine, part.Lanes.Finish(part.Machine)))];
        return each is [var only] ? only.Its : TimelineOfWorld.Of(each);
    }

    /// <summary>How busy the CPUs were, of all machines together and of each.</summary>
    public Utilization Utilization()
    {
        List<(Machine Machine, Utilization Its)> each =
            [.. parts.Select(part => (part.Machine, part.Bins.Finish(part.Machine)))];
        if (each is [var only]) return only.Its;
        var (first, bins) = (each[0].Its, new UtilizationBin[each[0].Its.Bins.Count]);
        foreach (var (_, its) in each)
            for (var i = 0; i < bins.Length; i++) bins[i] += its.Bins[i];
        return new(each.Sum(one => one.Its.Cpus), first.End, first.BinWidth, bins)
        {
            Machines = [.. each.Select(one => KeyValuePair.Create(one.Machine.Name, one.Its))],
        };
    }
}
