using Timeslice.Kernel;
using Timeslice.Kernel.Networks;

namespace Timeslice.Experiments.Metrics;

/// <summary>
/// What happened between machines, of each link and direction as <c>link.FROM-TO</c>: messages, packets and bytes sent,
/// packets lost, the utilization of the transmitter, and the delay of messages that arrived whole. Of links that were
/// declared or used.
/// </summary>
static class Links
{
    public static IEnumerable<Measurement> Measure(World world) => world.Links.SelectMany(Measure);

    static IEnumerable<Measurement> Measure(Link link)
    {
        var name = $"link.{link.Name}";
        return
        [
            Measurement.Number($"{name}.messages", link.Messages),
            Measurement.Number($"{name}.packets", link.Packets),
            new($"{name}.bytes", "B", link.Bytes),
            Measurement.Number($"{name}.lost", link.Lost),
            Measurement.Number($"{name}.utilization", link.Utilization),
            .. Measurement.Of($"{name}.delay", link.Delay),
        ];
    }
}
