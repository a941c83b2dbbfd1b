using Timeslice.Kernel;
using Timeslice.Kernel.Servers;

namespace Timeslice.Experiments.Metrics;

/// <summary>
/// Of each server, as <c>server.NAME…</c>: requests <c>taken</c>, <c>served</c>, <c>failed</c>, <c>lost</c> with who
/// served them, and <c>shed</c>; those served by the second; those in hand (mean, max); <c>latency</c> from the first
/// byte of a request to the last of its answer (mean, p50, p95, p99, p99.9, max), and <c>phase.…</c>, the mean of each
/// part of it: <c>queue</c> before it was taken, <c>ready</c> for a CPU, <c>user</c>, <c>system</c>, <c>lock</c>,
/// <c>join</c>, <c>io</c>, <c>sleep</c>, <c>stopped</c>, <c>laid</c>. Workers alive (mean, max), those recycled and
/// replaced, and how often it was started again; connections accepted and open (mean, max). Where the machine has
/// memory, the most that all its processes had in it together, pages that they share counted for each.
/// </summary>
public sealed class Server : Metric
{
    public override IEnumerable<Measurement> Measure(Machine machine) =>
        machine.Servers.SelectMany(server => Of($"server.{server.Name}", server));

    static IEnumerable<Measurement> Of(string name, Kernel.Servers.Server server)
    {
        var (its, machine) = (server.Accounts, server.Machine);
        yield return Measurement.Number($"{name}.taken", its.Taken);
        yield return Measurement.Number($"{name}.served", its.Served);
        yield return Measurement.Number($"{name}.failed", its.Failed);
        yield return Measurement.Number($"{name}.lost", its.Lost);
        yield return Measurement.Number($"{name}.shed", its.Shed);
        yield return new($"{name}.throughput", "1/s",
            its.Served / (machine.Simulation.Now - machine.StatisticsSince).Seconds);
        yield return Measurement.Number($"{name}.in-hand.mean", its.MeanInHand);
        yield return Measurement.Number($"{name}.in-hand.max", its.MaxInHand);
        foreach (var each in Latency(name, its)) yield return each;
        yield return Measurement.Number($"{name}.workers.mean", its.MeanWorkers);
        yield return Measurement.Number($"{name}.workers.max", its.MaxWorkers);
        yield return Measurement.Number($"{name}.recycled", its.Recycled);
        yield return Measurement.Number($"{name}.replaced", its.Replaced);
        yield return Measurement.Number($"{name}.restarts", server.Process.Restarts);
        yield return Measurement.Number($"{name}.connections.mean", server.Door.MeanOpen);
        yield return Measurement.Number($"{name}.connections.max", server.Door.MaxOpen);
        if (machine.Paging is { } paging)
            yield return Measurement.Bytes($"{name}.memory.max",
                paging.Settings.BytesOf(server.Process.Faults.MostTogether).Count);
    }

    static IEnumerable<Measurement> Latency(string name, ServerAccounts its)
    {
        if (its.Latency.Count == 0) yield break;
        foreach (var each in Measurement.Of($"{name}.latency", its.Latency)) yield return each;
        yield return Measurement.Seconds($"{name}.latency.p99.9", its.Latency.Quantile(0.999));
        foreach (var phase in Enum.GetValues<Phase>())
            yield return Measurement.Seconds($"{name}.phase.{phase.ToString().ToLowerInvariant()}",
                its.In(phase).Mean);
    }
}
