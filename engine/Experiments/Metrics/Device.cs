using Timeslice.Des.Monitors;
using Timeslice.Kernel;
using Timeslice.Kernel.Devices;

namespace Timeslice.Experiments.Metrics;

/// <summary>
/// Of each device, as <c>device.NAME…</c>: the <c>requests</c> that it has done, and by the second as
/// <c>throughput</c>; those it <c>refused</c> and those <c>withdrawn</c>; bytes <c>read</c> and <c>written</c>; the
/// <c>utilization</c> of its servers; requests in line as <c>queue.mean</c> and <c>queue.max</c>; how long they waited
/// for service, <c>wait</c>, how long that took, <c>service</c>, and both, <c>response</c>, and the same of reads and
/// of writes as <c>read.response</c> and <c>write.response</c> where there are both. Of a disk, the cylinders that
/// its arm has <c>travelled</c>; of a page cache, pages found as <c>hits</c>, not found as <c>misses</c>, the
/// <c>hit-ratio</c>, and <c>pages-written</c>; of a timer, expirations that were <c>missed</c>. Of an array, all
/// together and under the name of the array.
/// </summary>
public sealed class Device : Metric
{
    public override IEnumerable<Measurement> Measure(Machine machine)
    {
        var used = machine.Channels.OfType<Kernel.Devices.Device>().Where(each => each.IsUsed);
        foreach (var group in used.GroupBy(device => device.Name.Split('[')[0]))
            foreach (var each in Of($"device.{group.Key}", [.. group])) yield return each;
    }

    static IEnumerable<Measurement> Of(string name, IReadOnlyList<Kernel.Devices.Device> its) =>
    [
        Measurement.Number($"{name}.requests", its.Sum(each => each.Completed)),
        new($"{name}.throughput", "1/s", its.Sum(each => each.RequestsPerSecond)),
        Measurement.Number($"{name}.refused", its.Sum(each => each.Refused)),
        Measurement.Number($"{name}.withdrawn", its.Sum(each => each.Withdrawn)),
        Measurement.Bytes($"{name}.read", its.Sum(each => each.Read)),
        Measurement.Bytes($"{name}.written", its.Sum(each => each.Written)),
        Measurement.Number($"{name}.utilization", its.Average(each => each.Utilization)),
        Measurement.Number($"{name}.queue.mean", its.Sum(each => each.MeanQueue)),
        Measurement.Number($"{name}.queue.max", its.Max(each => each.MaxQueue)),
        .. Times($"{name}.wait", its, (device, ofWrites) => device.Wait(ofWrites)),
        .. Times($"{name}.service", its, (device, ofWrites) => device.Service(ofWrites)),
        .. Times($"{name}.response", its, (device, ofWrites) => device.Response(ofWrites)),
        .. OfBoth(name, its),
        .. OfItsKind(name, its),
    ];

    static IEnumerable<Measurement> Times(string name, IReadOnlyList<Kernel.Devices.Device> its,
        Func<Kernel.Devices.Device, bool, Tally> which) =>
        Measurement.Of(name, Tally.Of(its.SelectMany(one => new[] { which(one, false), which(one, true) })));

    static IEnumerable<Measurement> OfItsKind(string name, IReadOnlyList<Kernel.Devices.Device> its)
    {
        return its[0] switch
        {
            PageCache => OfCaches(name, [.. its.Cast<PageCache>()]),
            Timer => [Measurement.Number($"{name}.missed", its.Cast<Timer>().Sum(each => each.Missed))],
            HardDisk => [Measurement.Number($"{name}.travelled", its.Cast<HardDisk>().Sum(each => each.Travelled))],
            _ => [],
        };
    }

    static IEnumerable<Measurement> OfCaches(string name, IReadOnlyList<PageCache> its)
    {
        var (hits, misses) = (its.Sum(each => each.Hits), its.Sum(each => each.Misses));
        yield return Measurement.Number($"{name}.hits", hits);
        yield return Measurement.Number($"{name}.misses", misses);
        yield return Measurement.Number($"{name}.hit-ratio", (double)hits / (hits + misses));
        yield return Measurement.Number($"{name}.pages-written", its.Sum(each => each.PagesWritten));
    }

    static IEnumerable<Measurement> OfBoth(string name, IReadOnlyList<Kernel.Devices.Device> its)
    {
        var (reads, writes) = (Responses(its, ofWrites: false), Responses(its, ofWrites: true));
        return reads.Count == 0 || writes.Count == 0 ? []
            : Measurement.Of($"{name}.read.response", reads).Concat(Measurement.Of($"{name}.write.response", writes));
    }

    static Tally Responses(IReadOnlyList<Kernel.Devices.Device> its, bool ofWrites) =>
        Tally.Of(its.Select(one => one.Response(ofWrites)));
}
