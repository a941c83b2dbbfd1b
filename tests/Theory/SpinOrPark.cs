using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.RealTime;
using Timeslice.Kernel.Scheduling;
using Timeslice.Tests.Kernel;
using Mutex = Timeslice.Kernel.Locks.Mutex;

namespace Timeslice.Tests.Theory;

/// What a wait for a lock costs those who could use the CPU. Every 50 us one thread takes a lock, and another finds it
/// taken, for a time that the test knows; two more use all that is left.
/// <para>
/// Who parks pays for a system call, a switch away and one back, and the owner for a system call to wake it: 2 s + 2 c.
/// Who spins pays for the time and an attempt on the lock, the way of its line to the CPU and, when it is free, again,
/// and both owners unlock it by an atomic operation: of these, parking needs that of the waiter only. So both cost the
/// same for a wait of 2 s + 2 c − 3 l − 2 m.
/// </para>
public class SpinOrPark
{
    const int Rounds = 200;
    static readonly Duration Period = 50.Us, Late = 5.Us, Longest = 20.Us, ForEver = 1.S;

    public static TheoryData<int, int, int, int> Kernels =>
    [
        // thread switch, system call, lock operation, cache line, in ns
        (1_200, 216, 30, 51), (2_430, 216, 30, 0), (1_000, 100, 0, 0), (3_000, 700, 50, 200),
    ];

    [Theory, MemberData(nameof(Kernels))]
    public void Parking_pays_from_two_switches_and_two_system_calls_on(int s, int c, int l, int m)
    {
        var costs = Of(s, c, l, m);
        var parked = Left(costs, 1.Us, spin: Duration.Zero);
        var (shorter, longer) = (0, (int)Longest.Nanoseconds);
        while (longer - shorter > 1)
        {
            var middle = (shorter + longer) / 2;
            if (Left(costs, middle.Ns, ForEver) > parked) shorter = middle;
            else longer = middle;
        }
        longer.ShouldBe(2 * s + 2 * c - 3 * l - 2 * m);
        Left(costs, longer.Ns, ForEver).ShouldBe(parked);
    }

    /// A. R. Karlin, K. Li, M. S. Manasse and S. Owicki, "Empirical studies of competitive spinning for a shared-memory
    /// multiprocessor", SOSP 1991: who spins for as long as a switch costs, and then parks.
    [Theory, MemberData(nameof(Kernels))]
    public void Who_spins_for_as_long_as_parking_costs_pays_at_most_twice_what_is_best(int s, int c, int l, int m)
    {
        var costs = Of(s, c, l, m);
        var spin = (2 * s + 2 * c - 3 * l - 2 * m).Ns;
        // Without a lock: what is left by the work and by the switches to it.
        var most = Left(costs, 1.Us, spin: null);
        var worst = 0.0;
        for (var wait = 100.Ns; wait < Longest; wait += 300.Ns)
        {
            var (parks, spins) = (Left(costs, wait, Duration.Zero), Left(costs, wait, ForEver));
            var best = most - (parks > spins ? parks : spins);
            var paid = most - Left(costs, wait, spin);
            paid.ShouldBeLessThanOrEqualTo(2 * best, $"for a wait of {wait}");
            worst = Math.Max(worst, paid.Seconds / best.Seconds);
        }
        worst.ShouldBeGreaterThan(1.8, "it is about twice for the worst wait");
    }

    /// The owner does not go on while the other spins.
    [Theory, MemberData(nameof(Kernels))]
    public void On_one_CPU_spinning_never_pays(int s, int c, int l, int m)
    {
        var costs = Of(s, c, l, m);
        for (var wait = 1.Us; wait < Longest; wait += 3.Us)
            for (var spin = 500.Ns; spin < 8.Us; spin += 500.Ns)
                Left(costs, wait, spin, cpu: 0).ShouldBeLessThan(Left(costs, wait, Duration.Zero, cpu: 0));
    }

    static Costs Of(int s, int c, int l, int m) => CostProfiles.Free with
    {
        ThreadSwitch = s.Ns, ProcessSwitch = s.Ns, SystemCall = c.Ns, LockOperation = l.Ns, CacheLine = m.Ns,
    };

    /// CPU time that is left for others; of threads that need no lock when <paramref name="spin"/> is null.
    static Duration Left(Costs costs, Duration wait, Duration? spin, int cpu = 1)
    {
        var bench = new Bench(new Priority(), cpus: 2, costs);
        var mutex = spin is { } time ? bench.Machine.Add("lock", new Mutex(spin: time)) : null;
        Start("owner", 1, 0, Duration.Zero, [.. With(mutex, Late + wait), new Compute(Longest - wait)]);
        Start("waiter", 2, cpu, Late, With(mutex, 100.Ns));
        var others = bench.Machine.Start(
            bench.Process, "other", new Program("other", new Forever([new Compute(1.S)])), count: 2);
        bench.Run(Period);
        var before = others.CpuTime;
        bench.Run(Period * Rounds);
        return others.CpuTime - before;

        void Start(string name, int priority, int on, Duration offset, Operation[] job) =>
            bench.Machine.Start(bench.Process, name, new Program(name, job), terms: new Terms
            {
                Priority = priority, Affinity = new CpuSet(on), Release = new Periodic(Period, offset),
            });
    }

    static Operation[] With(Mutex? mutex, Duration time) =>
        mutex is null ? [new Compute(time)] : [new With(mutex, [new Compute(time)])];
}
