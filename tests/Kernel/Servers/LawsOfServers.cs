using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Clients;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Servers;

namespace Timeslice.Tests.Kernel.Servers;

/// Servers of each architecture where nothing but what is said takes time: instants and counts are worked out by hand.
public sealed class LawsOfServers
{
    const long Ms = 1_000_000;

    public static TheoryData<string> Architectures =>
    [
        "iterative", "fork-per-connection", "prefork", "prefork by mutex", "thread-per-connection", "thread-pool",
        "thread-pool with lines", "hybrid",
    ];

    internal static Architecture Of(string name, int workers = 2) => name switch
    {
        "iterative" => new Iterative(),
        "fork-per-connection" => new ForkPerConnection(most: workers),
        "prefork" => new Prefork(workers),
        "prefork by mutex" => new Prefork(workers, accept: Accepting.Mutex),
        "thread-per-connection" => new ThreadPerConnection(most: workers),
        "thread-pool" => new ThreadPool(workers),
        "thread-pool with lines" => new ThreadPool(workers, lines: Lines.PerWorker),
        "event-loop" => new EventLoop(),
        "event-loop-with-helpers" => new EventLoopWithHelpers(workers),
        "multi-loop of threads" => new MultiLoop(workers, LoopOf.Thread),
        "multi-loop of processes" => new MultiLoop(workers, LoopOf.Process),
        "coroutines" => new CoroutinesArchitecture(workers),
        _ => new Hybrid(1, workers),
    };

    [Theory, MemberData(nameof(Architectures))]
    public void Every_architecture_serves_one_client_alike(string architecture)
    {
        var street = new Street(Of(architecture), [new Compute(1.Ms), new Sleep(2.Ms)], cpus: 2);
        street.Come(at: 5.Ms, requests: 3, think: 1.Ms);
        street.Run().Reason.ShouldBe(EndReason.Done);
        street.Heard[1].ShouldBe([8 * Ms, 12 * Ms, 16 * Ms]);
        (street.Its.Taken, street.Its.Served, street.Its.InHand, street.Its.MaxInHand).ShouldBe((3, 3, 0, 1));
        foreach (var (phase, ms) in new[] { (Phase.Queue, 0), (Phase.Ready, 0), (Phase.User, 1), (Phase.Sleep, 2) })
            (street.Its.In(phase).Min, street.Its.In(phase).Max).ShouldBe((ms.Ms, ms.Ms));
        street.Its.Latency.Max.ShouldBe(3.Ms);
    }

    /// Requests of 2 ms that use no CPU: at most two at a time, or one.
    [Theory, MemberData(nameof(Architectures))]
    public void Of_three_clients_two_workers_serve_two_at_a_time_in_order(string architecture)
    {
        var street = new Street(Of(architecture), [new Sleep(2.Ms)], cpus: 2);
        for (var i = 0; i < 4; i++) street.Come(at: (10 + i).Ms);
        street.Run().Reason.ShouldBe(EndReason.Done);
        long[] due = architecture == "iterative" ? [12, 14, 16, 18] : [12, 13, 14, 15];
        street.Heard.Values.Select(heard => heard.Single()).ShouldBe(due.Select(at => at * Ms));
        street.Its.MaxInHand.ShouldBe(architecture == "iterative" ? 1 : 2);
        street.Its.In(Phase.Sleep).Min.ShouldBe(2.Ms);
        street.Its.In(Phase.Queue).Max.ShouldBe(architecture == "iterative" ? 3.Ms : Duration.Zero);
    }

    /// Two requests of 3 ms of CPU time that come together take turns of 2 ms.
    [Fact]
    public void Waiting_for_a_CPU_is_a_phase_of_a_request()
    {
        var street = new Street(
            new ThreadPerConnection(), [new Compute(3.Ms)], scheduler: new RoundRobin(quantum: 2.Ms));
        street.Come(at: 1.Ms);
        street.Come(at: 1.Ms);
        street.Run().Reason.ShouldBe(EndReason.Done);
        // A A B B A B: served at 6 and 7 ms; B found the CPU taken before it had read, which is waiting in the queue.
        street.Heard.Values.Select(heard => heard.Single()).ShouldBe([6 * Ms, 7 * Ms]);
        (street.Its.In(Phase.User).Min, street.Its.In(Phase.User).Max).ShouldBe((3.Ms, 3.Ms));
        (street.Its.In(Phase.Ready).Min, street.Its.In(Phase.Ready).Max).ShouldBe((1.Ms, 2.Ms));
        (street.Its.In(Phase.Queue).Min, street.Its.In(Phase.Queue).Max).ShouldBe((Duration.Zero, 2.Ms));
    }

    [Fact]
    public void Waiting_for_a_lock_is_a_phase_of_a_request()
    {
        var door = new LockReference<ILockable>(0);
        var street = new Street(new ThreadPerConnection(), [new With(door, [new Sleep(2.Ms)])],
            furnish: machine => machine.Add("door", new Mutex()));
        street.Come(at: 1.Ms);
        street.Come(at: 2.Ms);
        street.Run().Reason.ShouldBe(EndReason.Done);
        street.Heard.Values.Select(heard => heard.Single()).ShouldBe([3 * Ms, 5 * Ms]);
        (street.Its.In(Phase.Lock).Min, street.Its.In(Phase.Lock).Max).ShouldBe((Duration.Zero, 1.Ms));
    }

    /// Who is notified stands in the line of the mutex at once, from 2 to 4 ms after it came.
    [Fact]
    public void Waiting_for_a_condition_and_then_its_mutex_is_waiting_for_a_lock()
    {
        var (door, news) = (new LockReference<ILockable>(0), 1);
        var kind = new VariableReference(0, "kind", IsOfThread: true);
        var street = new Street(new ThreadPool(2),
            [
                new If(Formula.Equal(kind, 1),
                    [new With(door, [new Wait(new LockReference<IWaitable>(news)), new Sleep(1.Ms)])],
                    [new With(door, [new Notify(new LockReference<Condition>(news)), new Sleep(2.Ms)])]),
            ],
            make: (how, what) => new("web", how, what, value: kind), furnish: machine =>
            {
                machine.Add(new Variable("kind", 0, VariableOwner.Thread));
                machine.Add("news", new Condition(machine.Add("door", new Mutex()), morphing: true));
            });
        street.ComeWith(value: 1, at: 10.Ms);
        street.Come(at: 12.Ms);
        street.Run().Reason.ShouldBe(EndReason.Done);
        street.Heard[2].ShouldBe([14 * Ms]);
        (street.Its.In(Phase.Lock).Min, street.Its.In(Phase.Lock).Max).ShouldBe((Duration.Zero, 4.Ms));
        street.Its.Latency.Max.ShouldBe(5.Ms);
    }

    /// A fork of 3 ms is paid by the acceptor, one after the other; a service takes 1 ms on the other CPU.
    [Fact]
    public void Fork_per_connection_costs_a_fork_for_each()
    {
        var costs = CostProfiles.Free with { Fork = 3.Ms };
        var street = new Street(new ForkPerConnection(), [new Compute(1.Ms)], cpus: 2, costs: costs);
        for (var i = 0; i < 5; i++) street.Come(at: 1.Ms);
        street.Run().Reason.ShouldBe(EndReason.Done);
        street.Heard.Values.Select(heard => heard.Single()).ShouldBe([5 * Ms, 8 * Ms, 11 * Ms, 14 * Ms, 17 * Ms]);
        street.Here.ProcessesCreated.ShouldBe(1 + 5);
    }

    [Theory]
    [InlineData(1, 7, 10, 1)]
    [InlineData(1, 5, 10, 2)]
    [InlineData(1, 1, 4, 4)]
    [InlineData(1, 11, 10, 0)]
    public void Workers_are_recycled_after_exactly_so_many_requests(int workers, int after, int requests, int recycled)
    {
        var street = new Street(new Prefork(workers, recycleAfter: after), [new Sleep(1.Ms)]);
        for (var i = 0; i < requests; i++) street.Come(at: (1 + 2 * i).Ms);
        street.Run().Reason.ShouldBe(EndReason.Done);
        street.Answers.ShouldBe(requests);
        (street.Its.Recycled, street.Its.Replaced, street.Its.Lost).ShouldBe((recycled, 0, 0));
        street.Here.ProcessesCreated.ShouldBe(1 + workers + recycled);
        (street.Its.Workers, street.Its.MaxWorkers).ShouldBe((workers, workers));
    }

    /// 64 KiB are 16 pages, of which the server takes no other.
    [Theory]
    [InlineData(false, 10 * 16)]
    [InlineData(true, 4 * 16)]
    public void What_leaks_stays_until_the_worker_is_recycled(bool isRecycled, int pages)
    {
        var street = new Street(new Prefork(1, isRecycled ? 4 : null), [new Sleep(1.Ms)],
            memory: new(64.MiB, stack: 0.B), make: (how, what) => new("web", how, what, leak: 64.KiB));
        for (var i = 0; i < 10; i++) street.Come(at: (1 + 2 * i).Ms);
        street.Run().Reason.ShouldBe(EndReason.Done);
        street.Answers.ShouldBe(10);
        street.Server.Process.Faults.MostTogether.ShouldBe(pages);
    }

    /// A stack has one page that is used, and each connection its thread.
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(40)]
    public void Memory_of_a_thread_per_connection_grows_with_the_connections(int connections)
    {
        var street = new Street(new ThreadPerConnection(), [new Sleep(10.Ms)], memory: new(64.MiB));
        for (var i = 0; i < connections; i++) street.Come(at: 1.Ms);
        street.Run().Reason.ShouldBe(EndReason.Done);
        street.Server.Process.Faults.MostTogether.ShouldBe(1 + connections);
        street.Server.Door.MaxOpen.ShouldBe(connections);
    }

    [Fact]
    public void A_request_that_comes_in_many_segments_is_one_request()
    {
        var street = new Street(new Iterative(), [new Sleep(1.Ms)]);
        street.Come(at: 1.Ms, requests: 3, size: 100.KiB);
        street.Run().Reason.ShouldBe(EndReason.Done);
        (street.Its.Taken, street.Its.Served, street.Answers).ShouldBe((3, 3, 3));
    }

    [Fact]
    public void A_connection_that_is_silent_is_closed_after_a_time()
    {
        var street = new Street(new Iterative(), [new Sleep(1.Ms)],
            make: (how, what) => new("web", how, what, keepAlive: new(idle: 5.Ms)));
        street.Come(at: 1.Ms, requests: 2, think: 20.Ms);
        street.Come(at: 2.Ms);
        street.Run().Reason.ShouldBe(EndReason.Done);
        // The second is served when the first has been silent from 2 to 7 ms.
        street.Heard[1].ShouldBe([2 * Ms]);
        street.Heard[2].ShouldBe([8 * Ms]);
        (street.Silences, street.Its.Taken).ShouldBe((1, 2));
    }

    [Fact]
    public void A_connection_is_closed_after_so_many_requests()
    {
        var street = new Street(new Iterative(), [new Sleep(1.Ms)],
            make: (how, what) => new("web", how, what, keepAlive: new(most: 3)));
        street.Come(at: 1.Ms, requests: 5);
        street.Run().Reason.ShouldBe(EndReason.Done);
        (street.Answers, street.Silences, street.Its.Served).ShouldBe((3, 1, 3));
    }

    /// Of seven that come together, two are served at once and three wait.
    [Fact]
    public void A_pool_whose_queue_is_full_answers_503()
    {
        var street = new Street(new ThreadPool(2, queue: 3, full: WhenFull.Shed), [new Sleep(2.Ms)]);
        for (var i = 0; i < 7; i++) street.Come(at: 1.Ms);
        street.Run().Reason.ShouldBe(EndReason.Done);
        (street.Answers, street.Apologies, street.Silences).ShouldBe((5, 2, 0));
        (street.Its.Taken, street.Its.Served, street.Its.Shed).ShouldBe((5, 5, 2));
        street.Its.In(Phase.Queue).Max.ShouldBe(4.Ms);
    }

    /// They come together; who has waited more than 3 ms when its turn comes is told to go.
    [Fact]
    public void Requests_that_have_waited_too_long_are_shed()
    {
        var street = new Street(new Prefork(1), [new Sleep(2.Ms)],
            make: (how, what) => new("web", how, what, shed: new WaitingTime(3.Ms)));
        for (var i = 0; i < 5; i++) street.Come(at: 1.Ms);
        street.Run().Reason.ShouldBe(EndReason.Done);
        (street.Answers, street.Apologies, street.Its.Shed).ShouldBe((2, 3, 3));
    }

    /// When the first is taken nobody stands behind it; 2 ms later three behind the second, which is too many.
    [Fact]
    public void Requests_are_shed_while_too_many_stand_in_line()
    {
        var street = new Street(new Prefork(1), [new Sleep(2.Ms)],
            make: (how, what) => new("web", how, what, shed: new QueueLimit(2)));
        for (var i = 0; i < 5; i++) street.Come(at: 1.Ms + (100 * i).Us);
        street.Run().Reason.ShouldBe(EndReason.Done);
        (street.Answers, street.Apologies, street.Its.Shed).ShouldBe((4, 1, 1));
        street.Heard[2].ShouldBeEmpty();
    }

    /// A request that crashes, beside others that last: who shares its process is lost with it.
    [Theory]
    [InlineData("prefork", 1)]
    [InlineData("fork-per-connection", 1)]
    [InlineData("thread-per-connection", 4)]
    [InlineData("thread-pool", 4)]
    public void A_crash_takes_along_what_its_process_has_in_hand(string architecture, int lost)
    {
        var crashes = new VariableReference(0, "crashes", IsOfThread: true);
        var street = new Street(Of(architecture, workers: 4),
            [new If(Formula.Equal(crashes, 1), [new Sleep(1.Ms), new Crash()]), new Sleep(5.Ms)],
            furnish: machine => machine.Add(new Variable("crashes", 0, VariableOwner.Thread)),
            make: (how, what) => new("web", how, what, value: crashes, restart: new(delay: 2.Ms)));
        for (var i = 0; i < 3; i++) street.Come(at: 10.Ms);
        street.ComeWith(value: 1, at: 10.Ms);
        street.Come(at: 30.Ms);
        street.Run().Reason.ShouldBe(EndReason.Done);
        (street.Its.Lost, street.Silences).ShouldBe((lost, lost));
        (street.Answers, street.Its.Served).ShouldBe((5 - lost, 5 - lost));
        street.Its.InHand.ShouldBe(0);
        street.Server.Process.Restarts.ShouldBe(lost == 1 ? 0 : 1);
        street.Its.Replaced.ShouldBe(architecture == "prefork" ? 1 : 0);
    }

    [Fact]
    public void A_request_may_say_that_it_failed()
    {
        var street = new Street(new Iterative(), [new Sleep(1.Ms), new Respond(500), new Return(), new Sleep(9.Ms)]);
        street.Come(at: 1.Ms, requests: 2);
        street.Run().Reason.ShouldBe(EndReason.Done);
        street.Heard[1].ShouldBe([2 * Ms, 3 * Ms]);
        (street.Its.Taken, street.Its.Served, street.Its.Failed).ShouldBe((2, 0, 2));
    }

    [Fact]
    public void Who_waits_for_a_request_that_is_stuck_is_in_a_deadlock()
    {
        var street = new Street(new ThreadPool(2), [new Pause()]);
        street.Come(at: 1.Ms);
        street.Run().Reason.ShouldBe(EndReason.Deadlock);
    }

    [Fact]
    public void A_server_that_waits_for_clients_is_not_stuck()
    {
        var street = new Street(new Hybrid(2, 2), [new Sleep(1.Ms)]);
        street.Run().Reason.ShouldBe(EndReason.Done);
        street.Here.Threads.Live.ShouldBeGreaterThan(0);
    }

    /// Connections are kept, on which no one will ask again: who waits for others is in no circle with who has them.
    [Theory, MemberData(nameof(Architectures)), InlineData("event-loop"), InlineData("event-loop-with-helpers"),
     InlineData("multi-loop of threads"), InlineData("multi-loop of processes"), InlineData("coroutines")]
    public void A_server_with_idle_connections_is_not_stuck(string architecture)
    {
        var street = new Street(Of(architecture), [new Sleep(1.Ms)], cpus: 2);
        var client = new Client(street.World, "users", street.Door,
            new Burst(1.Ms, architecture == "iterative" ? 1 : 2), new() { Connections = new KeepAliveConnections() });
        street.Run().Reason.ShouldBe(EndReason.Done, $"{street.World.Deadlock}");
        client.Tally.Served.ShouldBe(client.Tally.Intended);
        street.Door.OpenConnections.ShouldBe(client.Tally.Connections);
    }

    /// It lives from 0 to 10 ms, from 12 to 22 and so on; what is asked when it ends is lost.
    [Fact]
    public void A_server_may_be_restarted_every_so_often()
    {
        var street = new Street(new ThreadPool(2), [new Sleep(3.Ms)], make: (how, what) =>
            new("web", how, what, restart: new(RestartAfter.Always, delay: 2.Ms), restartEvery: 10.Ms));
        street.Come(at: 5.Ms);
        street.Come(at: 8.Ms);
        street.Come(at: 11.Ms);
        street.Come(at: 13.Ms);
        street.Run(20.Ms);
        street.Heard[1].ShouldBe([8 * Ms]);
        street.Heard[4].ShouldBe([16 * Ms]);
        (street.Its.Lost, street.Silences, street.Refusals).ShouldBe((1, 1, 1));
        street.Server.Process.Restarts.ShouldBe(1);
    }

    /// A master that dies takes its workers along, so that the next finds the address free.
    [Fact]
    public void Workers_do_not_outlive_their_master()
    {
        var street = new Street(new Prefork(3), [new Sleep(4.Ms)],
            make: (how, what) => new("web", how, what, restart: new()));
        street.Come(at: 1.Ms);
        street.Come(at: 6.Ms);
        street.Run(3.Ms);
        street.Server.Process.Latest.Kill(Timeslice.Kernel.Signals.Signal.Kill);
        street.Run().Reason.ShouldBe(EndReason.Done);
        (street.Its.Lost, street.Its.Served, street.Its.Workers).ShouldBe((1, 1, 3));
    }

    [Fact]
    public void What_was_begun_before_the_statistics_is_no_observation()
    {
        var street = new Street(new ThreadPool(2), [new Sleep(4.Ms)]);
        street.Come(at: 1.Ms, requests: 2);
        street.Run(3.Ms);
        street.World.RestartStatistics();
        (street.Its.Taken, street.Its.InHand).ShouldBe((1, 1));
        street.Run();
        (street.Its.Taken, street.Its.Served, street.Its.Latency.Count).ShouldBe((2, 2, 1));
    }
}
