using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Clients;
using Timeslice.Kernel.Networks;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Servers;

namespace Timeslice.Tests.Kernel.Clients;

/// <summary>Clients ask, wait, give up and try again; instants and outcomes are worked out by hand.</summary>
public sealed class LawsOfClients
{
    static readonly ClientTerms AfterOpening = new() { Start = 1.Ms };

    public static TheoryData<SocketFamily> Families => [SocketFamily.Local, SocketFamily.Network];

    static Client Burst(Shop shop, int count, ClientTerms? terms = null) =>
        shop.Client(new Burst(Duration.Zero, count), terms ?? AfterOpening);

    [Theory, MemberData(nameof(Families))]
    public void Requests_of_one_instant_are_served_one_after_the_other_and_wait_from_that_instant(SocketFamily family)
    {
        var shop = new Shop(10.Ms, family: family);
        var its = Burst(shop, 4).Tally;
        shop.Run(1.S).Reason.ShouldBe(EndReason.Done);
        (its.Intended, its.Served, its.Attempts, its.InFlight).ShouldBe((4, 4, 4, 0));
        (its.Latency.Min, its.Latency.Mean, its.Latency.Max).ShouldBe((10.Ms, 0.025, 40.Ms));
        its.TimeTaken.ShouldBe((Int128)100.Ms.Nanoseconds);
        its.BytesServed.ShouldBe(4 * Shop.Response);
        (its.MaxInFlight, its.MaxConnections, its.Connections).ShouldBe((4, 4, 0));
        (shop.Door.Connections, shop.Door.BytesLost, shop.Door.Resets).ShouldBe((4, 0, 0));
        (shop.Door.Written, shop.Door.Read).ShouldBe((4 * (512 + Shop.Response), 4 * (512 + Shop.Response)));
    }

    [Theory, MemberData(nameof(Families))]
    public void Connections_that_are_kept_are_used_again_and_a_bound_makes_requests_wait(SocketFamily family)
    {
        var shop = new Shop(10.Ms, workers: 2, cpus: 2, family: family);
        var its = Burst(shop, 6, AfterOpening with { Connections = new KeepAliveConnections(most: 2) }).Tally;
        shop.Run(1.S);
        (its.Served, its.MaxConnections, its.Connections, shop.Door.Connections).ShouldBe((6, 2, 2, 2));
        (its.Latency.Min, its.Latency.Mean, its.Latency.Max).ShouldBe((10.Ms, 0.020, 30.Ms));
    }

    /// One request at a time, so that one connection would do for all that keep what another may use.
    [Theory, MemberData(nameof(Families))]
    public void Users_with_a_connection_each_keep_it_as_long_as_they_come_again(SocketFamily family)
    {
        (Load Load, int Ever, int AtEnd)[] cases =
        [
            (new ClosedLoad(5, think: 100.Ms, ramp: 100.Ms), 5, 5),
            (new Sessions(50.PerSecond, requests: 3, think: 1.Ms, new Deterministic()), 10, 0),
            (new Burst(Duration.Zero, 1, every: 20.Ms), 30, 0),
        ];
        foreach (var (load, ever, atEnd) in cases)
        {
            var shop = new Shop(1.Ms, workers: 10, cpus: 10, family: family);
            var its = shop.Client(load, AfterOpening with { Connections = new PerUser(), Requests = 30 }).Tally;
            shop.Run(1.S);
            (its.Served, its.Connections, shop.Door.Connections).ShouldBe((30, atEnd, ever));
        }
        var shared = new Shop(1.Ms, workers: 10, cpus: 10, family: family);
        shared.Client(new ClosedLoad(5, think: 100.Ms, ramp: 100.Ms),
            AfterOpening with { Connections = new KeepAliveConnections() });
        shared.Run(1.S);
        shared.Door.Connections.ShouldBe(1);
    }

    /// A server that hangs up after each response makes its users connect again.
    [Fact]
    public void A_connection_that_the_server_has_closed_is_made_anew()
    {
        var machine = new Machine(new Simulation(), cpus: 1, new Fcfs());
        var server = machine.Add(new Server("web", new EventLoop(), [new Compute(1.Ms)], keepAlive: new(most: 2)));
        var its = new Client(machine.World, "users", server.Door, new ClosedLoad(3, think: 10.Ms),
            AfterOpening with { Connections = new PerUser(), Requests = 30 }).Tally;
        machine.World.Run(1.S);
        (its.Served, its.Attempts, server.Door.Connections).ShouldBe((30, 30, 15));
    }

    /// A connection is made in 10 ms there and back; 5 ms more for the request, and for the response.
    [Fact]
    public void Over_a_network_a_response_takes_two_round_trips_and_one_where_the_connection_is_kept()
    {
        (Connections, Duration)[] cases = [(new PerRequest(), 23.Ms), (new KeepAliveConnections(), 13.Ms)];
        foreach (var (kept, later) in cases)
        {
            var shop = new Shop(3.Ms, family: SocketFamily.Network, far: new LinkTerms { Latency = 5.Ms });
            var its = shop.Client(new Burst(Duration.Zero, 1, every: 100.Ms),
                AfterOpening with { Connections = kept, Requests = 5 }).Tally;
            shop.Run(1.S);
            (its.Served, its.Latency.Max, its.Latency.Min).ShouldBe((5, 23.Ms, later));
            its.TimeTaken.ShouldBe((Int128)(23.Ms + 4 * later).Nanoseconds);
        }
    }

    [Theory, MemberData(nameof(Families))]
    public void Where_nobody_listens_requests_are_refused(SocketFamily family)
    {
        var shop = new Shop(1.Ms, family: family, opensAt: 1.S);
        var its = Burst(shop, 3).Tally;
        shop.Run(500.Ms);
        (its.Intended, its.Failed, its.AttemptsBy(Outcome.Refused), its.InFlight).ShouldBe((3, 3, 3, 0));
        its.Latency.Count.ShouldBe(0);
    }

    /// One is served, backlog + 1 wait in line, one more waits to get into it: locally, in order of arrival.
    [Fact]
    public void Locally_who_finds_the_backlog_full_waits_for_room()
    {
        var shop = new Shop(10.Ms, backlog: 0);
        var its = Burst(shop, 4).Tally;
        shop.Run(1.S);
        (its.Served, its.Latency.Max, shop.Door.MaxBacklog).ShouldBe((4, 40.Ms, 1));
        shop.Door.ConnectWait.Max.ShouldBe(20.Ms);
    }

    /// Of those who ask in one instant one gets in; the others ask again 1, 3, 7 and 15 s after.
    [Fact]
    public void Over_the_network_who_finds_the_backlog_full_asks_again_after_seconds()
    {
        var shop = new Shop(10.Ms, backlog: 0, family: SocketFamily.Network);
        var its = Burst(shop, 5).Tally;
        shop.Run(20.S);
        its.Served.ShouldBe(5);
        its.TimeTaken.ShouldBe((Int128)(5 * 10.Ms + 1.S + 3.S + 7.S + 15.S).Nanoseconds);
    }

    /// At 10 ms the first is served; at 15 ms all others give up, the second in the middle of its service. What it is
    /// still told goes to nobody.
    [Theory, MemberData(nameof(Families))]
    public void Users_who_do_not_think_ask_each_ms_until_someone_listens(SocketFamily family)
    {
        Load[] loads = [new ClosedLoad(2), new Sessions(1.0.PerSecond, 10, arrivals: new Deterministic())];
        foreach (var load in loads)
        {
            // Who comes after 1 s finds nobody at 1000, 1001 and 1002 ms.
            var (come, opens) = load is Sessions ? (1000, 1_002_500.Us) : (0, 2_500.Us);
            var shop = new Shop(10.Ms, family: family, opensAt: opens);
            var users = load is Sessions ? 1 : 2;
            var its = shop.Client(load).Tally;
            shop.Run((come + 4).Ms).Reason.ShouldBe(EndReason.TimeReached);
            (its.Intended, its.Failed, its.InFlight).ShouldBe((4 * users, 3 * users, users));
        }
    }

    [Theory, MemberData(nameof(Families))]
    public void Users_who_do_not_think_and_are_shed_in_no_time_ask_each_ms(SocketFamily family)
    {
        var its = new Shop(Duration.Zero, family: family, status: 503).Client(new ClosedLoad(2), AfterOpening);
        its.To.Among[0].Machine.World.Run(3_500.Us).Reason.ShouldBe(EndReason.TimeReached);
        (its.Tally.Intended, its.Tally.Shed).ShouldBe((6, 6));
    }

    [Theory, MemberData(nameof(Families))]
    public void A_timeout_counts_from_the_intended_start_and_the_server_works_on_in_vain(SocketFamily family)
    {
        var shop = new Shop(10.Ms, family: family);
        var its = Burst(shop, 3, AfterOpening with { Timeout = 15.Ms }).Tally;
        shop.Run(1.S);
        (its.Served, its.Failed, its.AttemptsBy(Outcome.TimedOut), its.InFlight).ShouldBe((1, 2, 2, 0));
        its.TimeTaken.ShouldBe((Int128)(10.Ms + 15.Ms + 15.Ms).Nanoseconds);
        shop.Machine.Classes.Single(one => one.Name == "worker").CpuTime.ShouldBe(30.Ms);
    }

    [Theory]
    [InlineData(0, Outcome.Served), InlineData(200, Outcome.Served), InlineData(399, Outcome.Served)]
    [InlineData(503, Outcome.Shed), InlineData(500, Outcome.Failed), InlineData(404, Outcome.Failed)]
    public void The_value_of_a_response_is_its_status(int status, Outcome outcome)
    {
        var shop = new Shop(1.Ms, status: status);
        var its = Burst(shop, 2).Tally;
        shop.Run(1.S);
        its.AttemptsBy(outcome).ShouldBe(2);
        (its.Served, its.Shed, its.Failed).ShouldBe((outcome == Outcome.Served ? 2 : 0,
            outcome == Outcome.Shed ? 2 : 0, outcome == Outcome.Failed ? 2 : 0));
    }

    /// The shop opens at 100 ms. Asked at 1 ms, again 10 ms later, 20, 40 and then 40: at 1, 11, 31, 71 and 111.
    [Fact]
    public void Retries_wait_longer_each_time_up_to_a_bound()
    {
        var shop = new Shop(1.Ms, opensAt: 100.Ms);
        var its = Burst(shop, 1, AfterOpening with
        {
            Retries = new(times: 9, new ExponentialBackOff(10.Ms, factor: 2, most: 40.Ms)),
        }).Tally;
        shop.Run(1.S);
        (its.Served, its.Attempts, its.Retries, its.AttemptsBy(Outcome.Refused)).ShouldBe((1, 5, 4, 4));
        its.Latency.Max.ShouldBe(111.Ms);
    }

    [Fact]
    public void When_all_attempts_fail_the_request_has_failed_once()
    {
        var shop = new Shop(1.Ms, opensAt: 1.S);
        var its = Burst(shop, 5, AfterOpening with { Retries = new(times: 3, new FixedBackOff(7.Ms)) }).Tally;
        shop.Run(500.Ms);
        (its.Failed, its.Attempts, its.Retries, its.AttemptsBy(Outcome.Refused)).ShouldBe((5, 20, 15, 20));
        its.TimeTaken.ShouldBe((Int128)(5 * 21.Ms).Nanoseconds);
    }

    /// Two retries are there at the beginning, and each of 100 requests earns a tenth: 12 in all.
    [Fact]
    public void A_budget_bounds_the_retries_of_all_requests_together()
    {
        var shop = new Shop(1.Ms, opensAt: 100.S);
        var its = shop.Client(new Burst(Duration.Zero, 1, every: 10.Ms), AfterOpening with
        {
            Requests = 100, Retries = new(times: 5, new FixedBackOff(1.Us), new RetryBudget(0.1, burst: 2)),
        }).Tally;
        shop.Run(10.S);
        (its.Intended, its.Failed, its.Retries).ShouldBe((100, 100, 2 + 9));
        // Each of them would have liked one more.
        its.Denied.ShouldBe(100);
    }

    [Fact]
    public void Jitter_draws_each_wait_from_nothing_to_the_whole()
    {
        var waits = new RandomStream(1, 0, "waits");
        var backOff = new ExponentialBackOff(10.Ms, 2, jitter: Jitter.Full);
        var drawn = Enumerable.Range(0, 100_000).Select(_ => backOff.Before(3, ref waits).Seconds).ToList();
        drawn.Max().ShouldBeInRange(0.0399, 0.040);
        drawn.Min().ShouldBeInRange(0, 0.0001);
        drawn.Average().ShouldBe(0.020, 0.0002);
    }

    [Fact]
    public void Users_think_ask_wait_and_think_again()
    {
        var shop = new Shop(10.Ms, workers: 3, cpus: 3);
        var its = shop.Client(new ClosedLoad(users: 3, think: 30.Ms), AfterOpening).Tally;
        shop.Run(1.S);
        // At 31, 71, 111 … 991 ms.
        (its.Intended, its.Served, its.InFlight, its.Latency.Max).ShouldBe((3 * 25, 3 * 24, 3, 10.Ms));
    }

    [Fact]
    public void A_ramp_brings_users_one_after_the_other()
    {
        var shop = new Shop(1.Ms);
        var its = shop.Client(new ClosedLoad(users: 10, think: 100.S, ramp: 100.Ms), AfterOpening).Tally;
        shop.Run(100.S + 51.Ms);
        // They begin to think at 1, 11, 21 … ms.
        (its.Intended, its.Latency.Max).ShouldBe((6, 1.Ms));
    }

    [Fact]
    public void Sessions_ask_as_often_as_they_were_to_and_leave()
    {
        var shop = new Shop(1.Ms, workers: 50, cpus: 50);
        var load = new Sessions(10.0.PerSecond, requests: 4, think: 20.Ms, new Deterministic());
        var its = shop.Client(load, AfterOpening).Tally;
        shop.Run(1.S + 1.Ms);
        // They come at 101, 201 … 1001 ms, and ask at once, and 21, 42 and 63 ms later.
        (load.Came, load.Present, its.Intended, its.Served).ShouldBe((10, 1, 9 * 4 + 1, 9 * 4));
    }

    [Fact]
    public void A_client_stops_at_its_number_of_requests_or_at_its_time()
    {
        var shop = new Shop(1.Ms, workers: 9, cpus: 9);
        var few = shop.Client(new ClosedLoad(3), AfterOpening with { Requests = 7 }, "few").Tally;
        var early = shop.Client(new OpenLoad(1000.0.PerSecond, new Deterministic()),
            AfterOpening with { Until = 20.Ms }, "early").Tally;
        shop.Run(1.S);
        (few.Intended, few.Served).ShouldBe((7, 7));
        early.Served.ShouldBe(19);
    }

    [Fact]
    public void When_all_clients_are_done_servers_that_wait_for_others_are_no_deadlock()
    {
        var shop = new Shop(1.Ms);
        Burst(shop, 3);
        shop.World.Run().Reason.ShouldBe(EndReason.Done);
        shop.World.Deadlock.ShouldBeNull();
        shop.Machine.Threads.Live.ShouldBe(1);
    }

    [Fact]
    public void A_client_that_never_gets_its_response_is_a_deadlock()
    {
        var shop = new Shop(1.Ms, request: [new Pause()]);
        Burst(shop, 1);
        shop.World.Run().Reason.ShouldBe(EndReason.Deadlock);
    }

    [Fact]
    public void Idle_connections_are_open_and_cost_the_backlog_and_nothing_else()
    {
        var shop = new Shop(10.Ms, workers: 11, cpus: 11);
        var its = Burst(shop, 1, AfterOpening with { Idle = 10, IdleRamp = 100.Ms }).Tally;
        shop.Run(56.Ms);
        (its.Served, its.Connections, its.Latency.Max).ShouldBe((1, 6, 10.Ms));
        shop.Run(1.S);
        (its.Connections, its.MaxConnections, shop.Door.Accepted).ShouldBe((10, 10, 11));
    }

    /// Of three writes of one response only a size tells the end.
    [Fact]
    public void A_response_is_one_write_or_as_many_bytes_as_is_said()
    {
        foreach (var (size, latency) in ((Bytes?, Duration)[])[(null, 2.Ms), (new Bytes(3 * 100 + 8192), 5.Ms)])
        {
            var shop = new Shop(1.Ms, request: [
                new Compute(2.Ms), Shop.Say(100.B), Shop.Say(100.B), Shop.Say(100.B), new Compute(3.Ms)]);
            var its = Burst(shop, 1, AfterOpening with { Response = size }).Tally;
            shop.Run(1.S);
            (its.Served, its.Latency.Max).ShouldBe((1, latency));
        }
    }

    /// 8 MB do not fit into the buffers: the client writes as there is room, and takes out what comes. Without a size
    /// the response is what is written first, all of it.
    [Theory, MemberData(nameof(Families))]
    public void A_large_request_and_a_large_response_arrive_whole(SocketFamily family)
    {
        foreach (var size in (Bytes?[])[null, 8.MiB + new Bytes(Shop.Response)])
        {
            var shop = new Shop(1.Ms, family: family, request: [Shop.Hear(8.MiB - 64.KiB), Shop.Say(8.MiB)]);
            var its = Burst(shop, 1, AfterOpening with { Request = 8.MiB, Response = size }).Tally;
            shop.Run(1.S);
            (its.Served, its.BytesServed).ShouldBe((1, (size ?? 8.MiB).Count));
        }
    }

    [Fact]
    public void Classes_are_told_to_the_server_and_come_as_often_as_they_weigh()
    {
        var shop = new Shop(Duration.Zero, workers: 4, cpus: 4);
        var client = shop.Client(new OpenLoad(10_000.0.PerSecond), AfterOpening with
        {
            Classes = [new("browse", 9), new("buy", 1, value: 7)],
        });
        shop.Run(5.S);
        double[] shares = [.. client.Tally.ByClass.Select(one => (double)one.Count / client.Tally.Served)];
        shares[1].ShouldBe(0.1, 0.006);
        (client.ValueOf(0), client.ValueOf(1)).ShouldBe((0, 7));
    }

    [Fact]
    public void After_the_warm_up_only_what_is_in_flight_is_carried_over()
    {
        var shop = new Shop(10.Ms);
        var its = Burst(shop, 5).Tally;
        shop.Run(32.Ms);
        shop.World.RestartStatistics();
        (its.Intended, its.Served, its.InFlight, its.Attempts, its.UnderWay).ShouldBe((2, 0, 2, 2, 2));
        shop.Run(1.S);
        (its.Intended, its.Served, its.InFlight, its.Latency.Max).ShouldBe((2, 2, 0, 50.Ms));
    }

    [Theory, MemberData(nameof(Families))]
    public void Asking_over_connections_that_are_kept_allocates_nothing(SocketFamily family)
    {
        var shop = new Shop(1.Us, workers: 20, cpus: 4, family: family);
        var client = shop.Client(new ClosedLoad(20, 10.Us), AfterOpening with
        {
            Connections = new KeepAliveConnections(), Timeout = 1.Ms,
        });
        shop.Run(20.Ms);
        Allocation.PerTurn(shop.World.Simulation, () => client.Tally.Served).ShouldBe(0);
    }
}
