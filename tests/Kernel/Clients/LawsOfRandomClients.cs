using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Clients;

namespace Timeslice.Tests.Kernel.Clients;

/// <summary>Whatever clients and servers do, nothing that was asked is lost or counted twice.</summary>
public sealed class LawsOfRandomClients
{
    const int Seeds = 500;

    public static TheoryData<int> Parts => [.. Enumerable.Range(0, 10)];

    [Theory, MemberData(nameof(Parts))]
    public void Requests_attempts_bytes_and_time_are_conserved(int part)
    {
        for (var seed = part * Seeds / 10; seed < (part + 1) * Seeds / 10; seed++)
        {
            var shop = new RandomClients(seed).Shop;
            var restarts = seed % 3 == 0;
            foreach (var end in (Duration[])[20.Ms, 77.Ms, 150.Ms, 299.Ms, 301.Ms, 400.S])
            {
                shop.World.Run(end);
                foreach (var client in shop.World.Clients)
                    Check(client, restarts && end > 77.Ms, $"seed {seed}, {end}");
                if (restarts && end == 77.Ms) shop.World.RestartStatistics();
            }
            var door = shop.Door;
            (door.Written - door.Read - door.BytesLost).ShouldBe(restarts ? door.Written - door.Read - door.BytesLost
                : door.Level, $"seed {seed}");
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_run()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var (one, two) = (new RandomClients(seed).Shop, new RandomClients(seed).Shop);
            one.Run(400.Ms);
            two.Run(400.Ms);
            two.World.Fingerprint.ShouldBe(one.World.Fingerprint);
        }
    }

    static void Check(Client client, bool isRestarted, string when)
    {
        var its = client.Tally;
        (its.Served + its.Shed + its.Failed + its.InFlight).ShouldBe(its.Intended, when);
        var ended = Enum.GetValues<Outcome>().Sum(its.AttemptsBy);
        (ended + its.UnderWay).ShouldBe(its.Attempts, when);
        its.Latency.Count.ShouldBe(its.Served, when);
        its.AttemptsBy(Outcome.Served).ShouldBe(its.Served, when);
        if (its.ByClass.Count > 0) its.ByClass.Sum(one => one.Count).ShouldBe(its.Served, when);
        its.BytesServed.ShouldBe(its.Served * Shop.Response, when);
        its.UnderWay.ShouldBeInRange(0, its.InFlight, when);
        its.Connections.ShouldBeInRange(0, its.MaxConnections, when);
        if (client.Terms.Connections is KeepAliveConnections kept && kept.Most < int.MaxValue)
            its.MaxConnections.ShouldBeLessThanOrEqualTo(kept.Most + client.Terms.Idle, when);
        if (isRestarted) return;
        its.Attempts.ShouldBe(its.Intended + its.Retries, when);
        // Little's law: the number in flight summed over time is the time of all requests summed.
        if (its.InFlight == 0) its.TimeInFlight.ShouldBe(its.TimeTaken, when);
        else (its.TimeInFlight >= its.TimeTaken).ShouldBeTrue(when);
        if (client.Terms.Retries is not { } retries)
        {
            its.Retries.ShouldBe(0, when);
            return;
        }
        its.Retries.ShouldBeLessThanOrEqualTo(retries.Times * its.Intended, when);
        if (retries.Budget is { } budget)
            its.Retries.ShouldBeLessThanOrEqualTo(
                (budget.Most + its.Intended * budget.Earned) / RetryBudget.Parts, when);
    }
}
