using Timeslice.Des.Monitors;
using Timeslice.Kernel;
using Timeslice.Kernel.Channels;

namespace Timeslice.Experiments.Metrics;

/// <summary>
/// Of each channel, as <c>channel.NAME…</c>: bytes in it (mean, max), calls that read and wrote and the bytes that
/// they moved, bytes read by the second, how long reads and writes waited, writes that found nobody to read. Where
/// they are messages: those in it (mean, max), sent, received, lost when it vanished, and calls that permissions
/// refused; these also of a FIFO of which it was said who may use it. Of a shared memory, reads that were <c>torn</c>.
/// Of a semaphore, its <c>value</c> (mean, max), calls that were <c>refused</c>, and ends of processes that were
/// <c>undone</c>; what raises it is a write, all else a read. Of an array, all together and under the name of the
/// array; <c>channels.throughput</c> is that of all.
/// </summary>
public sealed class Channel : Metric
{
    public override IEnumerable<Measurement> Measure(Machine machine)
    {
        var used = machine.Channels.Where(each => each.IsUsed && each is not Kernel.Devices.Device).ToList();
        foreach (var group in used.GroupBy(channel => channel.Name.Split('[')[0]))
            foreach (var each in Of($"channel.{group.Key}", [.. group], machine)) yield return each;
        if (used.Count > 0) yield return Throughput("channels", used, machine);
    }

    static Measurement Throughput(string name, IReadOnlyList<Kernel.Channels.Channel> its, Machine machine) =>
        new($"{name}.throughput", "B/s",
            its.Sum(each => each.Read) / (machine.Simulation.Now - machine.StatisticsSince).Seconds);

    static IEnumerable<Measurement> Of(string name, IReadOnlyList<Kernel.Channels.Channel> its, Machine machine)
    {
        yield return new($"{name}.level.mean", "B", its.Sum(each => each.MeanLevel));
        yield return new($"{name}.level.max", "B", its.Max(each => each.MaxLevel));
        yield return Measurement.Number($"{name}.reads", its.Sum(each => each.Reads));
        yield return Measurement.Number($"{name}.writes", its.Sum(each => each.Writes));
        yield return new($"{name}.read", "B", its.Sum(each => each.Read));
        yield return new($"{name}.written", "B", its.Sum(each => each.Written));
        yield return Throughput(name, its, machine);
        yield return Measurement.Number($"{name}.broken", its.Sum(each => each.Broken));
        if (its[0] is SharedMemory)
            yield return Measurement.Number($"{name}.torn", its.Cast<SharedMemory>().Sum(each => each.Torn));
        if (its.OfType<Fifo>().Any(each => each.HasPermissions))
            yield return Measurement.Number($"{name}.refused", its.Sum(each => each.Refused));
        foreach (var each in OfMessages(name, its)) yield return each;
        foreach (var each in OfSemaphores(name, its)) yield return each;
        foreach (var each in Measurement.Of($"{name}.read-wait", Tally.Of(its.Select(one => one.ReadWait))))
            yield return each;
        foreach (var each in Measurement.Of($"{name}.write-wait", Tally.Of(its.Select(one => one.WriteWait))))
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

    static IEnumerable<Measurement> OfSemaphores(string name, IReadOnlyList<Kernel.Channels.Channel> its)
    {
        if (its[0] is not SystemVSemaphore) yield break;
        var semaphores = its.Cast<SystemVSemaphore>().ToList();
        yield return Measurement.Number($"{name}.value.mean", semaphores.Sum(each => each.MeanValue));
        yield return Measurement.Number($"{name}.value.max", semaphores.Max(each => each.MaxValue));
        yield return Measurement.Number($"{name}.undone", semaphores.Sum(each => each.Undone));
        yield return Measurement.Number($"{name}.refused", semaphores.Sum(each => each.Refused));
    }
}
