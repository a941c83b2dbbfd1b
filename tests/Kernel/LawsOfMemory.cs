using System.Runtime.CompilerServices;
using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Threads;

namespace Timeslice.Tests.Kernel;

/// Memory is counted for the whole process, so nothing else runs meanwhile.
[CollectionDefinition("alone", DisableParallelization = true)]
public class Alone;

[Collection("alone")]
public class LawsOfMemory
{
    [Theory]
    [InlineData(8), InlineData(100), InlineData(1_000)]
    public void A_steady_machine_allocates_nothing(int threads)
    {
        var machine = new Machine(new Simulation(), 4, new RoundRobin(100.Us), CostProfiles.LinuxVm);
        var (mutex, semaphore) = (machine.Add("mutex", new Mutex()), machine.Add("semaphore", new Semaphore(3)));
        var worker = new Program("worker", new Forever(
        [
            new Compute(new Exponential(150.Us)), new With(mutex, [new Compute(new Exponential(20.Us))]), new Yield(),
            new Sleep(new Exponential(2.Ms)),
            new With(semaphore, [new Compute(new Exponential(30.Us)), new Sleep(50.Us)]),
        ]));
        machine.Start(machine.Process("app"), "worker", worker, threads / 2);
        machine.Start(machine.Process("other"), "worker", worker, threads / 2);
        Allocated(machine, until: 60.S);
        var call = Allocated(machine, until: 60.S);
        var events = machine.Simulation.Events;
        Allocated(machine, until: 70.S)
            .ShouldBe(call, "a call of Run allocates its result; the events must allocate nothing");
        (machine.Simulation.Events - events).ShouldBeGreaterThan(100_000);
        mutex.Contended.ShouldBeGreaterThan(0);
        machine.Switches.Involuntary.ShouldBeGreaterThan(0);
    }

    /// Whoever blocks looks for a circle: of readers who go on, whether behind a writer or before it, without a search.
    [Theory]
    [InlineData(Preference.None), InlineData(Preference.Reader), InlineData(Preference.Writer)]
    public void Readers_and_writers_that_wait_for_each_other_allocate_nothing(Preference prefer)
    {
        var machine = new Machine(new Simulation(), 2, new RoundRobin(100.Us));
        var door = new ReadWriteLock(machine, prefer);
        var process = machine.Process("app");
        machine.Start(process, "reader", new Program("reader", new Forever([
            new ReadLock(door), new Sleep(new Exponential(20.Us)), new Unlock(door), new Sleep(10.Us)])), count: 3);
        machine.Start(process, "writer", new Program("writer", new Forever([
            new WriteLock(door), new Sleep(new Exponential(20.Us)), new Unlock(door), new Sleep(90.Us)])), count: 2);
        Allocated(machine, until: 4.S);
        var call = Allocated(machine, until: 4.S);
        Allocated(machine, until: 5.S).ShouldBe(call);
        door.Contended.ShouldBeGreaterThan(10_000);
    }

    static long Allocated(Machine machine, Duration until)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        machine.Run(Instant.Start + until);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    [Fact]
    public void Threads_that_come_and_go_reuse_what_others_left()
    {
        var bench = new Bench(new Fcfs(), cpus: 2);
        var child = new Program("child", new Repeat(2, [new Compute(1.Us)]));
        bench.Start("parent", new Forever([new Spawn(child, 3), new Join()]));
        bench.Run(until: 100.Ms);
        var (allocated, end) = (GC.GetAllocatedBytesForCurrentThread(), bench.Machine.Threads.End);
        bench.Run(until: 1.S);
        (GC.GetAllocatedBytesForCurrentThread() - allocated).ShouldBeLessThan(Allocation.Noise);
        bench.Machine.Threads.End.ShouldBe(end);
    }

    [Fact]
    public void The_record_of_a_thread_is_one_cache_line() => Unsafe.SizeOf<ThreadRecord>().ShouldBe(64);

    [Fact]
    public void A_million_sleeping_threads_cost_at_most_128_bytes_each()
    {
        const int Count = 1_000_000;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var bench = new Bench(new Fcfs(), cpus: 8);
        bench.Machine.Start(bench.Process, "sleeper", new Program("sleeper", new Forever([new Sleep(1.S)])), Count);
        bench.Run(until: 1500.Ms);
        bench.Machine.Threads.Live.ShouldBe(Count);
        var each = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)Count;
        GC.KeepAlive(bench);
        each.ShouldBeLessThanOrEqualTo(128, $"{each} bytes");
    }
}
