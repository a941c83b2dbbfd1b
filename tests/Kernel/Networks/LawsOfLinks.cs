using System.Numerics;
using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel;
using Timeslice.Kernel.Networks;
using Timeslice.Kernel.Scheduling;
using Timeslice.Tests.Reference;
using Timeslice.Tests.Theory;

namespace Timeslice.Tests.Kernel.Networks;

/// What two machines send each other. A byte takes a microsecond where nothing else is said.
public class LawsOfLinks
{
    static readonly ByteRate Slow = new(1_000_000);

    [Fact]
    public void A_message_waits_for_those_before_it_is_transmitted_and_is_then_on_the_way()
    {
        var pair = new Pair(new() { Bandwidth = Slow, Latency = 100.Us });
        pair.SendAt(0, 1000);
        pair.SendAt(0, 500);
        pair.SendAt(2_000_000, 10);
        pair.SendAt(5_000_000, 0);
        pair.Run().ShouldBe([(0, 1_100_000), (1, 1_600_000), (2, 2_110_000), (3, 5_100_000)]);
        pair.There.Delay.Mean.ShouldBe((1.1 + 1.6 + 0.11 + 0.1) / 4 / 1000, 1e-12);
        (pair.There.Messages, pair.There.Packets, pair.There.Bytes).ShouldBe((4, 4, 1510));
    }

    [Fact]
    public void The_way_back_has_a_transmitter_of_its_own()
    {
        var pair = new Pair(new() { Bandwidth = Slow });
        pair.SendAt(0, 1000);
        pair.SendAt(0, 300, back: true);
        pair.Run().ShouldBe([(1, 300_000), (0, 1_000_000)]);
    }

    [Fact]
    public void Fractions_of_a_nanosecond_are_neither_lost_nor_won()
    {
        var pair = new Pair(new() { Bandwidth = new(3) });
        for (var i = 0; i < 3; i++) pair.SendAt(0, 1);
        pair.SendAt(1_000_000_000, 1);
        pair.Run().ShouldBe([(0, 333_333_334), (1, 666_666_667), (2, 1_000_000_000), (3, 1_333_333_334)]);
    }

    /// The law in fractions: a message begins when it is sent and the one before has left, to the last part of a byte.
    [Fact]
    public void Any_messages_leave_as_a_queue_worked_out_in_fractions_says()
    {
        foreach (var seed in Cases.Seeds(300))
        {
            var random = new RandomStream(seed, 0, "links");
            int Up(int most) => (int)(random.NextUniform() * most);
            var (rate, latency) = (1 + Up(seed % 2 == 0 ? 10 : 2_000_000_000), Up(1000));
            var pair = new Pair(new() { Bandwidth = new(rate), Latency = latency.Ns });
            var (leaves, expected, at) = (BigInteger.Zero, new List<(long, long)>(), 0L);
            for (var i = 0; i < 50; i++)
            {
                at += Up(3) == 0 ? (long)(Up(2000) * 500_000_000.0 / rate) : 0;
                var size = Up(2000);
                pair.SendAt(at, size);
                // In parts of a nanosecond, of which there are as many as bytes in a second.
                leaves = BigInteger.Max(leaves, (BigInteger)at * rate) + (BigInteger)size * 1_000_000_000;
                expected.Add((i, (long)((leaves + rate - 1) / rate) + latency));
            }
            pair.Run().ShouldBe(expected, $"seed {seed}");
        }
    }

    [Fact]
    public void None_overtakes_another_however_the_latency_varies()
    {
        var pair = new Pair(new() { Latency = new Exponential(1.Ms), Bandwidth = new(1_000_000_000) });
        for (var i = 0; i < 1000; i++) pair.SendAt(i * 1000L, 10);
        var arrived = pair.Run();
        arrived.Select(one => one.Tag).ShouldBe(Enumerable.Range(0, 1000).Select(i => (long)i));
        arrived.Zip(arrived.Skip(1)).ShouldAllBe(two => two.First.At <= two.Second.At);
        arrived.Select(one => one.At).Distinct().Count().ShouldBeGreaterThan(1);
    }

    [Fact]
    public void The_transmitter_is_busy_while_bytes_leave_and_the_warm_up_does_not_count()
    {
        var pair = new Pair(new() { Bandwidth = Slow, Latency = 1.S });
        pair.SendAt(0, 1000);
        pair.SendAt(3_000_000, 2000);
        pair.World.Run(until: 4.Ms);
        (pair.There.Busy, pair.There.Utilization).ShouldBe((2.Ms, 0.5));
        pair.World.RestartStatistics();
        pair.World.Run(until: 8.Ms);
        (pair.There.Busy, pair.There.Utilization, pair.There.Bytes).ShouldBe((1.Ms, 0.25, 0));
    }

    [Fact]
    public void Within_a_machine_a_message_arrives_at_once_but_not_within_the_call()
    {
        var pair = new Pair(new() { Bandwidth = Slow, Latency = 1.Ms, Loss = 1 });
        var isBack = false;
        var to = new Told(_ => isBack.ShouldBeTrue());
        pair.World.Network.Send(pair.One, pair.One, 1000.B, to, 7);
        isBack = true;
        pair.World.Run();
        (to.Count, to.Last, pair.World.Simulation.Now).ShouldBe((1, new(7, 1000.B, 0.B, 0), Instant.Start));
        pair.World.Links.ShouldNotContain(link => link.Messages > 0);
    }

    [Theory]
    [InlineData(0.01), InlineData(0.3), InlineData(0.9)]
    public void Each_packet_is_lost_with_the_probability_that_is_given_whatever_became_of_the_one_before(double loss)
    {
        const int Messages = 100_000;
        var pair = new Pair(new() { Loss = loss });
        for (var i = 0; i < Messages; i++) pair.SendAt(i, 1);
        pair.World.Run();
        var lost = pair.Deliveries.Select(one => !one.IsWhole).ToList();
        var pairs = lost.Zip(lost.Skip(1)).ToLookup(two => two);
        double Of(bool isLost) => isLost ? loss : 1 - loss;
        // Of four kinds of neighbours with known probabilities; they overlap, hence more than the table's 11.3 of 1 %.
        var square = 0.0;
        foreach (var first in (bool[])[false, true])
            foreach (var second in (bool[])[false, true])
            {
                var expected = (Messages - 1) * Of(first) * Of(second);
                square += Math.Pow(pairs[(first, second)].Count() - expected, 2) / expected;
            }
        square.ShouldBeLessThan(20);
        pair.There.Lost.ShouldBe(lost.Count(one => one));
        pair.There.Delay.Count.ShouldBe(Messages - pair.There.Lost);
    }

    [Fact]
    public void A_message_is_as_many_packets_as_it_needs_and_loses_as_many_as_independent_draws_say()
    {
        const int Messages = 20_000, Packets = 10;
        const double Loss = 0.05;
        var pair = new Pair(new() { Loss = Loss, Mtu = 100.B });
        for (var i = 0; i < Messages; i++) pair.SendAt(i, 950);
        pair.World.Run();
        pair.There.Packets.ShouldBe(Messages * Packets);
        pair.Deliveries.ShouldAllBe(one =>
            one.Lost.Count == 100 * one.PacketsLost || one.Lost.Count == 100 * one.PacketsLost - 50);
        // The last packet is half as large, and lost as often as others.
        var small = pair.Deliveries.Count(one => one.Lost.Count % 100 == 50);
        small.ShouldBeInRange((int)(Messages * Loss * 0.9), (int)(Messages * Loss * 1.1));
        var (square, probability) = (0.0, Math.Pow(1 - Loss, Packets));
        for (var k = 0; k <= 3; probability *= Loss / (1 - Loss) * (Packets - k) / (k + 1), k++)
        {
            var expected = Messages * probability;
            square += Math.Pow(pair.Deliveries.Count(one => one.PacketsLost == k) - expected, 2) / expected;
        }
        // Chi-square of 4 degrees of freedom, 0.1 %.
        square.ShouldBeLessThan(18.5);
    }

    [Theory]
    [InlineData(0, 0), InlineData(1, 1000)]
    public void None_is_lost_of_a_share_of_0_and_all_of_a_share_of_1(double loss, int lost)
    {
        var pair = new Pair(new() { Loss = loss });
        for (var i = 0; i < 1000; i++) pair.SendAt(i, 1);
        pair.World.Run();
        pair.There.Lost.ShouldBe(lost);
    }

    /// Poisson arrivals of messages of one size: W = D (1 + ρ / 2(1 − ρ)), Pollaczek and Khinchine.
    [Theory]
    [InlineData(0.5), InlineData(0.8)]
    public void Messages_at_random_times_wait_as_in_MD1(double load) => Replications.ShouldAgree(replication =>
    {
        var pair = new Pair(new() { Bandwidth = Slow }, replication);
        pair.One.Process("app").Thread("sender", async self =>
        {
            for (var i = 0; i < 40_000; i++)
            {
                await self.Sleep(self.Random.Exponential((1 / load).Ms));
                pair.World.Network.Send(pair.One, pair.Other, 1000.B, pair, i);
            }
        });
        pair.World.Run();
        return pair.There.Delay.Mean * 1000;
    }, 1 + load / (2 * (1 - load)));

    [Fact]
    public void Messages_allocate_nothing_once_as_many_have_been_on_the_way()
    {
        var pair = new Pair(new() { Bandwidth = new(1_000_000_000), Latency = 1.Us, Loss = 0.1 });
        Told back = null!;
        back = new(one => pair.World.Network.Send(pair.One, pair.Other, 10.B, back, one.Tag));
        for (var i = 0; i < 10; i++) pair.World.Network.Send(pair.One, pair.Other, 10.B, back, i);
        Allocation.PerTurn(pair.World.Simulation, () => back.Count).ShouldBe(0);
    }

    [Fact]
    public void Links_are_between_two_machines_of_the_world_and_are_given_terms_once()
    {
        var pair = new Pair(new());
        var (network, alone) = (pair.World.Network, new Machine(1, new Fcfs()));
        Should.Throw<ArgumentException>(() => network.Connect(pair.One, pair.Other, new())).ParamName.ShouldBe("other");
        Should.Throw<ArgumentException>(() => network.Connect(pair.Other, pair.One, new())).ParamName.ShouldBe("other");
        Should.Throw<ArgumentException>(() => network.Connect(pair.One, pair.One, new())).ParamName.ShouldBe("other");
        Should.Throw<ArgumentException>(() => network.Send(pair.One, alone, 1.B, pair, 0)).ParamName.ShouldBe("to");
        Should.Throw<ArgumentOutOfRangeException>(() => new LinkTerms { Loss = 1.1 });
        Should.Throw<ArgumentOutOfRangeException>(() => new LinkTerms { Bandwidth = new(0) });
        Should.Throw<ArgumentOutOfRangeException>(() => new LinkTerms { Mtu = 0.B });
    }

    sealed class Told(Action<Delivery> act) : IReceiver
    {
        public long Count { get; private set; }
        public Delivery Last { get; private set; }

        public void Delivered(in Delivery delivery)
        {
            (Count, Last) = (Count + 1, delivery);
            act(delivery);
        }
    }

    /// Two machines, and what arrives.
    sealed class Pair : IReceiver, IEventTarget
    {
        readonly List<(long Size, bool Back)> toSend = [];
        readonly List<(long Tag, long At)> arrived = [];
        readonly int events;

        public Pair(LinkTerms terms, ulong replication = 0)
        {
            World = new(new Simulation(42, replication));
            One = World.Add("one", new Machine(World.Simulation, 1, new Fcfs()));
            Other = World.Add("other", new Machine(World.Simulation, 1, new Fcfs()));
            World.Network.Connect(One, Other, terms);
            events = World.Simulation.Register(this);
        }

        public World World { get; }
        public Machine One { get; }
        public Machine Other { get; }
        public List<Delivery> Deliveries { get; } = [];
        public Link There => World.Links.Single(link => link.Name == "one-other");

        public void SendAt(long time, long size, bool back = false)
        {
            toSend.Add((size, back));
            World.Simulation.After(new(time), events + toSend.Count - 1, 0);
        }

        public IReadOnlyList<(long Tag, long At)> Run()
        {
            World.Run();
            return arrived;
        }

        public void Delivered(in Delivery delivery)
        {
            arrived.Add((delivery.Tag, World.Simulation.Now.Nanoseconds));
            Deliveries.Add(delivery);
        }

        bool IEventTarget.IsLive(int number, uint generation) => true;

        bool IEventTarget.TryFire(int number, uint generation)
        {
            var (from, to) = toSend[number].Back ? (Other, One) : (One, Other);
            World.Network.Send(from, to, new(toSend[number].Size), this, number);
            return true;
        }

        string IEventTarget.Describe(int number) => "a message to be sent";
    }
}
