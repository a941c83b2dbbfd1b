using Timeslice.Kernel;
using Timeslice.Kernel.Clients;

namespace Timeslice.Experiments.Metrics;

/// <summary>
/// Of each client, as <c>client.NAME…</c>, on one machine or several. Requests: <c>intended</c> = <c>served</c> +
/// <c>shed</c> + <c>failed</c> + <c>unfinished</c>; per second served (<c>throughput</c>), meant to start
/// (<c>offered</c>) and tried (<c>attempt-rate</c>); bytes of served responses per second (<c>goodput</c>);
/// <c>success</c>, the share served of all that are over; <c>latency</c> of those served, from when they were meant to
/// start: mean, p50, p90, p95, p99, p99.9 and max, and by class as <c>class.NAME.latency</c>. <c>attempts</c>,
/// <c>retries</c>, <c>denied</c> by the budget, and <c>errors</c>: attempts that failed, by kind (<c>refused</c>,
/// <c>unreachable</c>, <c>timed-out</c>, <c>reset</c>, <c>shed</c>, <c>failed</c>). Requests <c>in-flight</c> and
/// <c>connections</c>, mean and max.
/// </summary>
public sealed class Client : Metric
{
    public override IEnumerable<Measurement> Measure(Machine machine) =>
        machine.World.IsShared ? [] : Measure(machine.World);

    /// <summary>Those of a world: they are on no machine.</summary>
    internal static IEnumerable<Measurement> Measure(World world) => world.Clients.SelectMany(Measure);

    static IEnumerable<Measurement> Measure(Kernel.Clients.Client client)
    {
        var (name, its) = ($"client.{client.Name}", client.Tally);
        var (seconds, over) = (its.Elapsed.Seconds, its.Served + its.Shed + its.Failed);
        yield return Measurement.Number($"{name}.intended", its.Intended);
        yield return Measurement.Number($"{name}.served", its.Served);
        yield return Measurement.Number($"{name}.shed", its.Shed);
        yield return Measurement.Number($"{name}.failed", its.Failed);
        yield return Measurement.Number($"{name}.unfinished", its.InFlight);
        yield return Measurement.Number($"{name}.success", (double)its.Served / over);
        yield return new($"{name}.throughput", "1/s", its.Served / seconds);
        yield return new($"{name}.offered", "1/s", its.Intended / seconds);
        yield return new($"{name}.attempt-rate", "1/s", its.Attempts / seconds);
        yield return new($"{name}.goodput", "B/s", its.BytesServed / seconds);
        foreach (var each in Latency($"{name}.latency", its.Latency)) yield return each;
        for (var i = 0; i < its.ByClass.Count; i++)
            foreach (var each in Latency($"{name}.class.{client.Terms.Classes[i].Name}.latency", its.ByClass[i]))
                yield return each;
        yield return Measurement.Number($"{name}.attempts", its.Attempts);
        yield return Measurement.Number($"{name}.retries", its.Retries);
        yield return Measurement.Number($"{name}.denied", its.Denied);
        foreach (var outcome in Enum.GetValues<Outcome>())
            if (outcome != Outcome.Served)
                yield return Measurement.Number($"{name}.errors.{Named(outcome)}", its.AttemptsBy(outcome));
        yield return Measurement.Number($"{name}.in-flight.mean", its.MeanInFlight);
        yield return Measurement.Number($"{name}.in-flight.max", its.MaxInFlight);
        yield return Measurement.Number($"{name}.connections.mean", its.MeanConnections);
        yield return Measurement.Number($"{name}.connections.max", its.MaxConnections);
    }

    static IEnumerable<Measurement> Latency(string name, Des.Monitors.Tally latency)
    {
        if (latency.Count == 0) yield break;
        yield return Measurement.Seconds($"{name}.mean", latency.Mean);
        foreach (var percent in (decimal[])[50, 90, 95, 99, 99.9m])
            yield return Measurement.Seconds($"{name}.p{percent}", latency.Quantile((double)percent / 100));
        yield return Measurement.Seconds($"{name}.max", latency.Max);
    }

    static string Named(Outcome outcome) => outcome == Outcome.TimedOut ? "timed-out" : $"{outcome}".ToLowerInvariant();
}
