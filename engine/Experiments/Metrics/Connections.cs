using Timeslice.Des.Monitors;
using Timeslice.Kernel;
using Timeslice.Kernel.Channels;

namespace Timeslice.Experiments.Metrics;

/// <summary>
/// Of each address of stream sockets, as <c>channel.NAME…</c>: connections made, accepted and refused, since nobody
/// listened; calls that permissions <c>denied</c>, where it was said who may use it; ends that were told of a reset;
/// requests that found the backlog full; bytes that nobody could read any more; the most connections in line; how long
/// it took to connect, and how long connections waited to be accepted. Of an array, all together and under the name of
/// the array. On several machines, where a process listened.
/// </summary>
public sealed class Connections : Metric
{
    public override IEnumerable<Measurement> Measure(Machine machine)
    {
        foreach (var group in machine.Channels.OfType<StreamSocket>().Where(each => each.IsUsed)
            .GroupBy(socket => socket.Name.Split('[')[0]))
            foreach (var each in Of($"channel.{group.Key}", [.. group])) yield return each;
    }

    static IEnumerable<Measurement> Of(string name, IReadOnlyList<StreamSocket> its)
    {
        yield return Measurement.Number($"{name}.connections", its.Sum(each => each.Connections));
        yield return Measurement.Number($"{name}.accepted", its.Sum(each => each.Accepted));
        yield return Measurement.Number($"{name}.refused", its.Sum(each => each.RefusedConnections));
        if (its.Any(each => each.HasPermissions))
            yield return Measurement.Number($"{name}.denied", its.Sum(each => each.Refused));
        yield return Measurement.Number($"{name}.resets", its.Sum(each => each.Resets));
        yield return Measurement.Number($"{name}.dropped", its.Sum(each => each.Dropped));
        yield return new($"{name}.lost", "B", its.Sum(each => each.BytesLost));
        yield return Measurement.Number($"{name}.backlog.max", its.Max(each => each.MaxBacklog));
        foreach (var each in Waits($"{name}.connect-wait", its.Select(one => one.ConnectWait))) yield return each;
        foreach (var each in Waits($"{name}.accept-wait", its.Select(one => one.AcceptWait))) yield return each;
    }

    static IEnumerable<Measurement> Waits(string name, IEnumerable<Tally> waits) =>
        Measurement.Of(name, Tally.Of(waits));
}
