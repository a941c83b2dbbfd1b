using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Program = Timeslice.Kernel.Programs.Program;

namespace Timeslice.Tests.Kernel;

/// Where a mutex and a semaphore of one permit do the same, and where not.
public class MutexOrSemaphore
{
    /// In proper use: who takes it gives it back. (Barging, they differ: a semaphore has no word that says whether
    /// somebody waits, and calls the kernel whenever the line is not empty.)
    [Fact]
    public void In_proper_use_they_do_the_same_at_the_same_price()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var (cpus, threads, work, hold) = (1 + seed % 3, 1 + seed % 7, 1 + seed % 41, 1 + seed % 31);
            var order = (LineOrder)(seed % 3);
            Outcome(new Mutex(order), cpus, threads, work, hold, seed).ShouldBe(
                Outcome(new Semaphore(permits: 1, order: order), cpus, threads, work, hold, seed), $"seed {seed}");
        }
    }

    [Fact]
    public void A_mutex_refuses_to_be_unlocked_by_whom_it_does_not_belong_to() =>
        Misused(new Mutex()).ShouldBe((Instant.Start + 1.Ms, EndReason.ProgramError, 1));

    /// The permit that was given back too early lets a second one in, and is missed only when all have left.
    [Fact]
    public void A_semaphore_lets_a_second_one_in() =>
        Misused(new Semaphore(permits: 1)).ShouldBe((Instant.Start + 11.Ms, EndReason.ProgramError, 2));

    static (Instant, EndReason, int) Misused<T>(T door) where T : Timeslice.Kernel.Locks.Lock, ILockable
    {
        var bench = new Bench(new Fcfs(), cpus: 3);
        bench.Machine.Add("door", door);
        var inside = new Variable(bench.Machine, "inside");
        var most = new Variable(bench.Machine, "most");
        var visit = new Program("visit", new With(door,
        [
            new Atomic(inside, (Formula)inside + 1), new Atomic(most, Formula.Max(most, inside)), new Compute(10.Ms),
            new Atomic(inside, (Formula)inside - 1),
        ]));
        bench.Machine.Start(bench.Process, "first", visit);
        bench.StartAt(1.Ms, "stranger", new Unlock(door));
        bench.Machine.Start(bench.Process, "second", visit, at: Instant.Start + 1.Ms);
        var ending = bench.Run();
        return (ending.At, ending.Reason, (int)most.In(bench.Process));
    }

    static (ulong, Instant, double) Outcome<T>(T door, int cpus, int threads, int work, int hold, int seed)
        where T : Timeslice.Kernel.Locks.Lock, ILockable
    {
        var bench = new Bench(new RoundRobin(50.Us), cpus, CostProfiles.LinuxVm, (ulong)seed);
        bench.Machine.Add("door", door);
        bench.Machine.Start(bench.Process, "worker", new Program("worker", new Repeat(30,
        [
            new Compute(new Exponential((1 + work).Us)), new With(door, [new Compute(new Exponential(hold.Us))]),
        ])), threads);
        var ending = bench.Run();
        return (bench.Machine.Fingerprint, ending.At, door.Wait.Mean);
    }
}
