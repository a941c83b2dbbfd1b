using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Clients;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Tests.Kernel.Clients;

/// <summary>Whom balancers choose: schedules by hand, shares by χ², queues by the fixed point of the theory.</summary>
public sealed class LawsOfBalancers
{
    RandomStream random = new(5, 0, "balancers");

    [Fact]
    public void In_turn_each_server_is_chosen_whatever_it_has_to_do()
    {
        var policy = new RoundRobinBalancing();
        Choices(policy, [9, 0, 0], 7).ShouldBe([0, 1, 2, 0, 1, 2, 0]);
    }

    [Fact]
    public void The_fewest_connections_are_chosen_and_of_several_such_the_next_in_order()
    {
        var policy = new LeastConnections();
        Choices(policy, [0, 0, 0], 4).ShouldBe([0, 1, 2, 0]);
        Choices(policy, [1, 1, 0], 2).ShouldBe([2, 2]);
        Choices(policy, [3, 1, 1], 3).ShouldBe([1, 2, 1]);
        Choices(policy, [5], 2).ShouldBe([0, 0]);
    }

    /// Of two choices among two servers it is always the emptier one; among more, the fullest is never chosen, and the
    /// emptiest whenever it is one of the two: in (n − 1) of n (n − 1) / 2 pairs.
    [Fact]
    public void Of_two_choices_the_emptier_is_taken()
    {
        var policy = new TwoChoices();
        Choices(policy, [3, 2], 50).ShouldAllBe(chosen => chosen == 1);
        Choices(policy, [1], 5).ShouldAllBe(chosen => chosen == 0);
        var counts = Counts(policy, [0, 1, 2, 3], 60_000);
        ShouldFit(counts, [3 / 6.0, 2 / 6.0, 1 / 6.0, 0]);
        ShouldFit(Counts(policy, [2, 2, 2, 2], 60_000), [0.25, 0.25, 0.25, 0.25]);
    }

    [Fact]
    public void At_random_all_are_equally_likely_whatever_they_have_to_do() =>
        ShouldFit(Counts(new RandomBalancing(), [9, 0, 3, 1, 0], 100_000), [0.2, 0.2, 0.2, 0.2, 0.2]);

    /// Mitzenmacher 2001: the share of servers with at least i requests is λ^(2^i − 1) with two choices, λ^i with one;
    /// of very many servers.
    [Theory]
    [InlineData(1), InlineData(2)]
    public void The_shares_of_servers_with_so_many_requests_are_those_of_the_supermarket(int choices)
    {
        const double Load = 0.7;
        const int Servers = 200;
        var (front, world) = Supermarket(Servers, Load, choices == 1 ? new RandomBalancing() : new TwoChoices());
        var (atLeast, samples) = (new double[6], 0);
        for (var time = 100.Ms; time < 700.Ms; time += 1.Ms, samples++)
        {
            world.Run(time);
            for (var i = 1; i <= 5; i++) atLeast[i] += (double)front.Open.Count(open => open >= i) / Servers;
        }
        for (var i = 1; i <= 4; i++)
        {
            var share = Math.Pow(Load, choices == 1 ? i : (1 << i) - 1);
            (atLeast[i] / samples).ShouldBe(share, 0.03 * share + 0.002);
        }
    }

    [Fact]
    public void Connections_that_are_closed_or_never_made_count_no_more()
    {
        var (front, world) = Supermarket(5, 0.5, new LeastConnections(), until: 50.Ms);
        world.Run();
        front.Open.ShouldAllBe(open => open == 0);
        front.Chosen.Sum().ShouldBe(world.Clients[0].Tally.Attempts);
    }

    static (Balancer Front, World World) Supermarket(
        int servers, double load, Balancing policy, Duration? until = null)
    {
        var machine = new Machine(new Simulation(3), servers, new Fcfs());
        VariableReference talk = new Variable(machine, "talk", 0, VariableOwner.Thread);
        var process = machine.Process("web");
        List<StreamSocket> doors = [];
        for (var i = 1; i <= servers; i++)
        {
            var door = new StreamSocket(machine, name: $"door {i}");
            doors.Add(door);
            machine.Start(process, $"worker {i}", new Program("worker", new Listen(door, 10_000), new Forever([
                new Accept(door, talk), new Read(new(0, Handle: (Formula)talk), 1.KiB),
                new Compute(new Exponential(1.Ms)), new Write(new(0, Handle: (Formula)talk), 1.KiB),
                new Close(new ChannelReference<Channel>(0, Handle: (Formula)talk))])));
        }
        var front = new Balancer(machine.Simulation, "front", doors, policy);
        _ = new Client(machine.World, "users", front, new OpenLoad((load * servers * 1000).PerSecond),
            new() { Start = 1.Ms, Until = until });
        return (front, machine.World);
    }

    List<int> Choices(Balancing policy, int[] open, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => policy.Choose(open, ref random))];

    int[] Counts(Balancing policy, int[] open, int count)
    {
        var counts = new int[open.Length];
        foreach (var chosen in Choices(policy, open, count)) counts[chosen]++;
        return counts;
    }

    /// χ² with up to 4 degrees of freedom is above 23.5 in one case of ten thousand.
    static void ShouldFit(int[] counts, double[] shares)
    {
        var (total, sum) = (counts.Sum(), 0.0);
        for (var i = 0; i < counts.Length; i++)
            if (shares[i] == 0) counts[i].ShouldBe(0);
            else sum += Math.Pow(counts[i] - shares[i] * total, 2) / (shares[i] * total);
        sum.ShouldBeLessThan(23.5);
    }
}
