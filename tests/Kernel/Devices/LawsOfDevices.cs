using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel;
using Timeslice.Kernel.Calls;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Devices;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Signals;
using Thread = Timeslice.Kernel.Thread;

namespace Timeslice.Tests.Kernel.Devices;

/// Devices, by hand: how long a call takes, what it answers, and what is withdrawn.
public sealed class LawsOfDevices
{
    readonly Machine machine = new(new Simulation(), cpus: 1, new Fcfs()) { Log = null };
    readonly Variable answer, value;

    public LawsOfDevices() => (answer, value) = (new(machine, "answer", 77), new(machine, "value", 77));

    Ending Run(params Operation[] main) => Run(machine, main);

    static Ending Run(Machine machine, params Operation[] main)
    {
        machine.Start(machine.Process("app"), "main", new Program("main", main), isMain: true);
        return machine.Run();
    }

    Operation Sees(long what) => new Check(Formula.Equal(answer, what));
    Operation Gets(long what) => new Check(Formula.Equal(value, what));

    Read Read(Channel from, int bytes = 1, long? at = null, RandomDuration? timeout = null) =>
        new(from, bytes.B, timeout: timeout, @as: answer, value: value, at: Place(at));

    Write Write(Channel to, int bytes = 1, long? at = null) => new(to, bytes.B, @as: answer, at: Place(at));

    // They must not wait.
    Read ReadNow(Channel from, int bytes) => new(from, bytes.B, mode: IoMode.NonBlocking, @as: answer);
    Write WriteNow(Channel to, int bytes) => new(to, bytes.B, mode: IoMode.NonBlocking, @as: answer);

    static Size? Place(long? at) => at is { } place ? new Bytes(place) : null;

    static void Conserves(Device device) =>
        (device.Completed + device.Withdrawn + device.InFlight).ShouldBe(device.Submitted);

    [Fact]
    public void A_call_lasts_as_long_as_the_device_takes_and_leaves_the_CPU_to_others()
    {
        var disk = new Ssd(machine, channels: 2, latency: 80.Us, writeLatency: 200.Us, rate: new(1_000_000_000));
        var hog = machine.Start(
            machine.Process("other"), "hog", new Program("hog", new Compute(50.Us)), at: Instant.Start + 1.Us);
        Run(Read(disk, 4096), Sees(4096), Write(disk, 1000), Sees(1000)).At.Nanoseconds.ShouldBe(285_096);
        hog.Turnaround.Max.ShouldBe(50.Us);
        (disk.Completed, disk.Reads, disk.Writes, disk.Read, disk.Written).ShouldBe((2, 1, 1, 4096, 1000));
        disk.Response(ofWrites: false).Max.Nanoseconds.ShouldBe(80_000 + 4096);
        disk.Response(ofWrites: true).Max.Nanoseconds.ShouldBe(200_000 + 1000);
    }

    [Fact]
    public void So_many_channels_serve_so_many_at_a_time()
    {
        var disk = new Ssd(machine, channels: 3, latency: 100.Us);
        machine.Start(machine.Process("app"), "reader", new Program("reader", new Read(disk, 1.B)), count: 7);
        machine.Run().At.ShouldBe(Instant.Start + 300.Us);
        (disk.MaxQueue, disk.Wait(ofWrites: false).Max, disk.InFlight).ShouldBe((4, 200.Us, 0));
        // Seven services of 100 µs by three servers in 300; four wait for one turn, one of them for another.
        disk.Utilization.ShouldBe(7.0 / 9, 1e-12);
        disk.MeanQueue.ShouldBe(5.0 / 3, 1e-12);
        disk.RequestsPerSecond.ShouldBe(7 / 300e-6, 1e-6);
    }

    [Fact]
    public void The_system_call_the_request_and_the_interrupt_cost_CPU_time()
    {
        var costs = CostProfiles.Free with { SystemCall = 2.Us, DeviceSubmit = 3.Us, DeviceInterrupt = 5.Us };
        var one = new Machine(new Simulation(), cpus: 1, new Fcfs(), costs);
        var disk = new Ssd(one, latency: 100.Us);
        // The CPU has nothing else to do: the thread goes on when the interrupt has been handled.
        Run(one, new Read(disk, 1.B), new Compute(1.Us)).At.ShouldBe(Instant.Start + 111.Us);
        disk.Response(ofWrites: false).Max.ShouldBe(100.Us);
        var cpu = one.Cpus[0];
        (cpu.TimeIn(CpuState.System), cpu.TimeIn(CpuState.User)).ShouldBe((5.Us, 1.Us));
        (cpu.TimeIn(CpuState.Idle), cpu.TimeIn(CpuState.Interrupted)).ShouldBe((100.Us, 5.Us));
    }

    [Fact]
    public void An_interrupt_takes_the_CPU_away_from_whoever_has_it()
    {
        var costs = CostProfiles.Free with { DeviceInterrupt = 5.Us };
        var one = new Machine(new Simulation(), cpus: 1, new Fcfs(), costs);
        var disk = new Ssd(one, latency: 100.Us);
        var app = one.Process("app");
        one.Start(app, "reader", new Program("reader", new Read(disk, 1.B)));
        var hog = one.Start(app, "hog", new Program("hog", new Compute(1.Ms)));
        one.Run().At.ShouldBe(Instant.Start + 1005.Us);
        hog.Turnaround.Max.ShouldBe(1005.Us);
        one.Cpus[0].TimeIn(CpuState.Interrupted).ShouldBe(5.Us);
    }

    [Fact]
    public void Interrupts_of_a_CPU_without_a_thread_are_handled_one_after_the_other()
    {
        var costs = CostProfiles.Free with { DeviceInterrupt = 30.Us };
        var one = new Machine(new Simulation(), cpus: 1, new Fcfs(), costs);
        var disk = new Ssd(one, channels: 4, latency: 100.Us);
        var ends = one.Start(one.Process("app"), "reader", new Program("reader", new Read(disk, 1.B)), count: 3);
        // They are done at 100, and handled until 130, 160 and 190.
        one.Run().At.ShouldBe(Instant.Start + 190.Us);
        var cpu = one.Cpus[0];
        // Who is told of the first, after 130, waits out what is left of the others: that is time of its switch.
        (cpu.TimeIn(CpuState.Idle), cpu.TimeIn(CpuState.Interrupted), cpu.TimeIn(CpuState.Switching))
            .ShouldBe((100.Us, 30.Us, 60.Us));
        ends.Turnaround.Count.ShouldBe(3);
    }

    [Fact]
    public void Bytes_go_on_where_the_last_ones_of_the_process_ended()
    {
        var disk = new HardDisk(machine, cylinders: 10, heads: 1, track: 100.B, rpm: 0);
        // From 0 to 250, then at 700 up to 750, on to 800; 300 more than there are begin anew.
        Run(Read(disk, 250), Write(disk, 50, at: 700), Read(disk, 50), Read(disk, 300), Sees(300));
        disk.Travelled.ShouldBe((7 - 2) + 0 + 7);
    }

    [Fact]
    public void What_a_process_has_opened_goes_on_for_itself()
    {
        var disk = new HardDisk(machine, cylinders: 10, heads: 1, track: 100.B, rpm: 0);
        var handle = new Variable(machine, "handle");
        Run(new Open(disk, @as: handle), Read(disk, 100, at: 500), new Read(new(0, Handle: handle), 100.B),
            new Close(disk), Read(disk, 100), Sees(100));
        // 500 by name, which means what is open; 600 by the same handle; closed, from the beginning.
        disk.Travelled.ShouldBe(5 + 1 + 6);
    }

    [Fact]
    public void An_address_beyond_the_end_is_refused_and_one_of_a_pipe_makes_no_sense()
    {
        var disk = new Ssd(machine, capacity: 1000.B);
        var pipe = new Pipe(machine);
        Run(Read(disk, 1, at: 1000), Sees(-22), Read(disk, 2, at: 999), Sees(-22), Read(disk, 1, at: 999), Sees(1),
            Read(disk, 1001), Sees(-22), new Open(pipe), Write(pipe, 1, at: 0), Sees(-29), Read(disk, 0), Sees(0))
            .Reason.ShouldBe(EndReason.Done);
        (disk.Submitted, disk.Refused).ShouldBe((1, 3));
    }

    [Fact]
    public void Where_there_is_no_room_a_request_is_refused()
    {
        var station = new Station(machine, 1.Ms, capacity: 2);
        var app = machine.Process("app");
        machine.Start(app, "user", new Program("user", new Read(station, 1.B)), count: 2);
        machine.Start(app, "late", new Program("late", Read(station), Sees(-105)));
        machine.Run().Reason.ShouldBe(EndReason.Done);
        (station.Completed, station.Refused).ShouldBe((2, 1));
    }

    [Fact]
    public void A_call_that_must_not_wait_asks_and_a_later_one_is_told()
    {
        var disk = new Ssd(machine, latency: 100.Us);
        Run(ReadNow(disk, 7), Sees(-11), new Compute(60.Us), ReadNow(disk, 7), Sees(-11),
            new Compute(60.Us), ReadNow(disk, 7), Sees(7),
            // Then it asks anew.
            ReadNow(disk, 7), Sees(-11)).Reason.ShouldBe(EndReason.Done);
        (disk.Submitted, disk.Reads, disk.Read).ShouldBe((2, 1, 14));
        Conserves(disk);
    }

    [Fact]
    public void Whoever_watches_is_told_when_a_call_would_come_back()
    {
        var disk = new Ssd(machine, latency: 100.Us);
        var told = new List<(long, bool, bool)>();
        Run(ReadNow(disk, 7), WriteNow(disk, 7), new Probe(() =>
        {
            var file = disk.PresentIn(machine.Processes[0])!;
            file.AddWatcher(new Watcher(changed => told.Add(
                (machine.Simulation.Now.Nanoseconds, changed.IsReadable, changed.IsWritable))));
        }), new Compute(1.Ms), ReadNow(disk, 7), Sees(7), WriteNow(disk, 7), Sees(7));
        told.ShouldBe([(100_000, true, false), (100_000, true, true)]);
    }

    [Fact]
    public void Time_ends_a_wait_and_what_is_queued_is_withdrawn()
    {
        var station = new Station(machine, 10.Ms);
        var app = machine.Process("app");
        machine.Start(app, "first", new Program("first", new Read(station, 1.B)));
        machine.Start(app, "second", new Program("second", Read(station, timeout: 3.Ms), Sees(-110)));
        machine.Run().At.ShouldBe(Instant.Start + 10.Ms);
        (station.Completed, station.Withdrawn).ShouldBe((1, 1));
    }

    [Fact]
    public void What_is_in_service_runs_on_when_nobody_waits_for_it_any_more()
    {
        var station = new Station(machine, 10.Ms);
        Run(Read(station, timeout: 3.Ms), Sees(-110), Read(station), Sees(1)).At.ShouldBe(Instant.Start + 20.Ms);
        (station.Completed, station.Reads, station.Withdrawn).ShouldBe((2, 1, 0));
    }

    [Fact]
    public void A_signal_breaks_a_call_off_and_the_end_of_a_process_withdraws_what_it_asked()
    {
        var station = new Station(machine, 10.Ms);
        var app = machine.Process("app");
        machine.Start(app, "reader", new Program("reader", new Repeat(5, [new Read(station, 1.B)])), count: 3);
        machine.Start(machine.Process("boss"), "boss",
            new Program("boss", new Sleep(15.Ms), new Kill("app", Signal.Kill)));
        machine.Run().At.ShouldBe(Instant.Start + 20.Ms);
        (station.Completed, station.Withdrawn, station.InFlight, station.Submitted).ShouldBe((2, 2, 0, 4));
    }

    [Fact]
    public void A_method_reads_a_device_and_may_be_interrupted()
    {
        var disk = new Ssd(machine, latency: 100.Us);
        var station = new Station(machine, 1.Ms);
        var seen = new List<string>();
        Thread? slow = null;
        var app = machine.Process("app");
        slow = app.Thread("slow", async self =>
        {
            seen.Add($"{await self.Read(disk, 4.KiB)} {machine.Simulation.Now.Nanoseconds}");
            seen.Add($"{await self.Write(disk, 1.KiB, at: 8.KiB)} {machine.Simulation.Now.Nanoseconds}");
            seen.Add($"{await disk.Read(self, 1.KiB)} {machine.Simulation.Now.Nanoseconds}");
            try
            {
                await self.Read(station, 1.B);
            }
            catch (Interrupted why)
            {
                seen.Add($"{why.Cause} {machine.Simulation.Now.Nanoseconds}");
            }
        });
        app.Thread("watchdog", async self =>
        {
            await self.Sleep(500.Us);
            slow.Interrupt("too slow");
        });
        machine.Run().Reason.ShouldBe(EndReason.Done);
        seen.ShouldBe(["4096 100000", "1024 200000", "1024 300000", "too slow 500000"]);
        Conserves(station);
    }

    [Fact]
    public void On_a_link_the_next_leaves_while_the_last_is_on_its_way()
    {
        var link = new NetworkLink(machine, new(1_000_000), latency: 5.Ms);
        machine.Start(machine.Process("app"), "sender", new Program("sender", new Write(link, 1000.B)), count: 3);
        // A kilobyte leaves in 1 ms; the last one after 3, and comes 5 later.
        machine.Run().At.ShouldBe(Instant.Start + 8.Ms);
        link.Response(ofWrites: true).Min.ShouldBe(6.Ms);
    }

    [Fact]
    public void A_timer_with_a_period_tells_how_often_it_has_expired()
    {
        var clock = new Timeslice.Kernel.Devices.Timer(machine, after: 3.Ms, period: 10.Ms);
        // At 3; at 13; 23, 33 and 43 are taken together at 45; at 53.
        Run(Read(clock), Gets(1), Read(clock), Gets(1), new Sleep(32.Ms), Read(clock), Gets(3), Read(clock), Gets(1))
            .At.ShouldBe(Instant.Start + 53.Ms);
        clock.Missed.ShouldBe(2);
    }

    [Fact]
    public void A_read_of_a_timer_that_gives_up_takes_no_expiration()
    {
        var clock = new Timeslice.Kernel.Devices.Timer(machine, period: 10.Ms);
        Run(Read(clock, timeout: 4.Ms), Sees(-110), Read(clock), Gets(1)).At.ShouldBe(Instant.Start + 10.Ms);
        Conserves(clock);
    }

    [Fact]
    public void A_timer_without_a_period_begins_with_each_read()
    {
        var clock = new Timeslice.Kernel.Devices.Timer(machine, after: 3.Ms);
        Run(Read(clock), new Sleep(9.Ms), Read(clock), Gets(1)).At.ShouldBe(Instant.Start + 15.Ms);
    }

    [Fact]
    public void Those_who_share_a_server_are_served_alike()
    {
        var station = new Station(machine, 1.Ms, discipline: Discipline.ProcessorSharing);
        var app = machine.Process("app");
        var first = machine.Start(app, "first", new Program("first", new Read(station, 1.B)));
        var second = machine.Start(
            app, "second", new Program("second", new Read(station, 1.B)), at: Instant.Start + 500.Us);
        // Half of the first is done when the second comes; the other takes twice as long, then half of the second is
        // left.
        machine.Run().At.ShouldBe(Instant.Start + 2.Ms);
        (first.Turnaround.Max, second.Turnaround.Max).ShouldBe((1500.Us, 1500.Us));
    }

    [Fact]
    public void Two_who_share_two_servers_do_not_feel_each_other()
    {
        var station = new Station(machine, 1.Ms, servers: 2, discipline: Discipline.ProcessorSharing);
        machine.Start(machine.Process("app"), "user", new Program("user", new Read(station, 1.B)), count: 3);
        // Three at two thirds of their speed.
        machine.Run().At.ShouldBe(Instant.Start + 1500.Us);
    }

    [Fact]
    public void Last_come_first_served_serves_to_the_end()
    {
        var station = new Station(machine, 1.Ms, discipline: Discipline.Lifo);
        var app = machine.Process("app");
        var all = Enumerable.Range(0, 3).Select(i => machine.Start(
            app, $"user {i}", new Program("user", new Read(station, 1.B)), at: Instant.Start + i.Us)).ToList();
        machine.Run();
        all.Select(one => one.Turnaround.Max.Nanoseconds / 1000).ShouldBe([1000, 2999, 1998]);
    }

    [Fact]
    public void A_warm_up_forgets_what_was_done_and_keeps_what_is_under_way()
    {
        var station = new Station(machine, 1.Ms);
        var user = new Program("user", new Repeat(5, [new Read(station, 1.B)]));
        machine.Start(machine.Process("app"), "user", user, count: 2);
        machine.Run(Instant.Start + 1500.Us);
        machine.RestartStatistics();
        machine.Run();
        (station.Submitted, station.Completed, station.Utilization).ShouldBe((9, 9, 1.0));
        Conserves(station);
    }

    sealed class Probe(Action what) : Operation
    {
        protected internal override Flow Execute(Machine machine, int thread)
        {
            what();
            return Flow.Next;
        }
    }

    sealed class Watcher(Action<OpenFile> changed) : IWatcher
    {
        public void Changed(OpenFile file) => changed(file);
    }
}
