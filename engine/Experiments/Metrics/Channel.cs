using Timeslice.Kernel;

namespace Timeslice.Experiments.Metrics;

/// <summary>
/// Of each channel, as <c>channel.NAME…</c>: bytes in it (mean, max), calls that read and wrote and the bytes that they
/// moved, bytes read by the second, how long reads and writes waited, writes that found nobody to read. Where they are
/// messages: messages in it (mean, max), sent, received, lost when it vanished, and calls that permissions refused. Of an
/// array, all together and under the name of the array.
/// </summary>
public sealed class Channel : Metric
{
    public override IEnumerable<Measurement> Measure(Machine machine)
    {
        foreach (var group in machine.Channels.Where(each => each.IsUsed)
            .GroupBy(channel => channel.Name.Split('[')[0]))
            foreach (var each in Of($"channel.{group.Key}", [.. group], machine)) yield return each;
    }

    static IEnumerable<Measurement> Of(string name, IReadOnlyList<Kernel.Channels.Channel> its, Machine machine)
    {
        var time = (machine.Simulation.Now - machine.StatisticsSince).Seconds;
        yield return new($"{name}.level.mean", "B", its.Sum(each => each.MeanLevel));
        yield return new($"{name}.level.max", "B", its.Max(each => each.MaxLevel));
        yield return Measurement.Number($"{name}.reads", its.Sum(each => each.Reads));
        yield return Measurement.Number($"{name}.writes", its.Sum(each => each.Writes));
        yield return new($"{name}.read", "B", its.Sum(each => each.Read));
        yield return new($"{name}.written", "B", its.Sum(each => each.Written));
        yield return new($"{name}.throughput", "B/s", its.Sum(each => each.Read) / time);
        yield return Measurement.Number($"{name}.broken", its.Sum(each => each.Broken));
        foreach (var each in OfMessages(name, its)) yield return each;
        foreach (var each in Measurement.Of($"{name}.read-wait", Des.Monitors.Tally.Of(its.Select(one => one.ReadWait))))
            yield return each;
        foreach (var each in Measurement.Of($"{name}.write-wait", Des.Monitors.Tally.Of(its.Select(one => one.WriteWait))))
            yield return each;
    }
    static IEnumerable<Measurement> OfMessages(string name, IReadOnlyList<Kernel.Channels.Channel> its)
    {
        if (!its.Any(each => each.CarriesMessages)) yield break;
        yield return Measurement.Number($"{name}.messages.mean", its.Sum(each => each.MeanMessages));
        yield return Measurement.Number($"{name}.messages.max", its.Max(each => each.MaxMessages));
        yield return Measurement.Number($"{name}.sent", its.Sum(each => each.Writes));
        yield return Measurement.Number($"{name}.received", its.Sum(each => each.Reads));
        yield return Measurement.Number($"{name}.refused", its.Sum(each => each.Refused));
        yield return Measurement.Number($"{name}.lost", its.Sum(each => each.Lost));
    }
}
