using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Tests.Kernel;

namespace Timeslice.Tests.Theory;

/// Ticket locks on many CPUs: each computes for a, exponentially distributed, then needs the lock for s, likewise. S.
/// Boyd-Wickizer, M. F. Kaashoek, R. Morris and N. Zeldovich, "Non-scalable locks are dangerous", Linux Symposium 2012.
public class TicketCollapse
{
    const int A = 8_000, S = 400, C = 100;

    static readonly int[] sizes = [1, 2, 4, 8, 12, 16, 20, 24, 32, 48];

    /// With k CPUs that spin, the lock moves (k + 1) / 2 times for the next to see that it is its turn, each time in C.
    [Fact]
    public void Throughput_is_that_of_the_chain_of_those_who_are_left_behind()
    {
        foreach (var cpus in sizes)
        {
            var simulated = Mean(cpus, SpinKind.Ticket);
            simulated.ShouldBe(Embedded(cpus, k => C * (k + 1) / 2.0), simulated * 0.015, $"{cpus} CPUs");
        }
    }

    /// Under MCS it moves once.
    [Fact]
    public void With_MCS_it_is_that_of_a_lock_that_moves_once()
    {
        foreach (var cpus in sizes)
        {
            var simulated = Mean(cpus, SpinKind.Mcs);
            simulated.ShouldBe(Embedded(cpus, _ => C), simulated * 0.015, $"{cpus} CPUs");
        }
    }

    /// Their chain takes each service as exponentially distributed, and its length from how many wait at any time.
    [Fact]
    public void Throughput_is_near_that_of_the_papers_Markov_chain_and_has_its_shape()
    {
        var simulated = sizes.Select(cpus => Mean(cpus, SpinKind.Ticket)).ToArray();
        var chain = sizes.Select(Markov).ToArray();
        for (var i = 0; i < sizes.Length; i++)
            simulated[i].ShouldBe(chain[i], chain[i] * 0.08, $"{sizes[i]} CPUs");
        Array.IndexOf(simulated, simulated.Max()).ShouldBe(Array.IndexOf(chain, chain.Max()));
        (simulated[^1] / simulated.Max()).ShouldBe(chain[^1] / chain.Max(), 0.05);
    }

    /// Acquisitions by ns.
    static double Mean(int cpus, SpinKind kind) =>
        Enumerable.Range(0, 8).Average(replication => Simulated(cpus, kind, (ulong)replication));

    static double Simulated(int cpus, SpinKind kind, ulong seed)
    {
        var bench = new Bench(new Fcfs(), cpus, CostProfiles.Free with { CacheLine = C.Ns }, seed);
        var table = new SpinLock(bench.Machine, kind);
        bench.Machine.Start(bench.Process, "worker", new Program("worker", new Forever(
            [new Compute(new Exponential(A.Ns)), new With(table, [new Compute(new Exponential(S.Ns))])])), cpus);
        var time = 2.Ms + 80.Ms / cpus;
        bench.Run(until: 1.Ms);
        bench.Machine.RestartStatistics();
        bench.Run(until: 1.Ms + time);
        return (double)table.Acquisitions / time.Nanoseconds;
    }

    /// The chain of how many are left spinning when the lock is given back, j: it then moves for a fixed time, is used
    /// for S on average, and meanwhile each of those that compute may come. Whoever comes to a free lock has moved it.
    static double Embedded(int cpus, Func<int, double> moves)
    {
        // An attempt fetches the line, mostly from another CPU, before it is known whether the lock is free.
        var a = A + C * (1 - 1.0 / cpus);
        var next = new double[cpus][];
        var length = new double[cpus];
        for (var left = 0; left < cpus; left++)
        {
            var fixedTime = left == 0 ? 0 : moves(left);
            length[left] = fixedTime + S + (left == 0 ? a / cpus : 0);
            next[left] = Come(left == 0 ? 0 : left - 1, left == 0 ? cpus - 1 : cpus - left, fixedTime);
        }
        var state = new double[cpus];
        state[0] = 1;
        for (var step = 0; step < 20_000; step++)
        {
            var then = new double[cpus];
            for (var from = 0; from < cpus; from++)
                for (var to = 0; to < cpus; to++) then[to] += state[from] * next[from][to];
            state = then;
        }
        return 1 / state.Zip(length, (share, time) => share * time).Sum();

        // How many wait in the end, where some wait already and others may come.
        double[] Come(int waiting, int thinking, double fixedTime)
        {
            var after = new double[cpus];
            after[waiting] = 1;
            // Within the fixed time each comes with the same probability, whether the others do or not.
            var comes = 1 - Math.Exp(-fixedTime / a);
            for (var each = 0; each < thinking; each++)
                for (var k = cpus - 1; k >= 0; k--)
                    after[k] = after[k] * (1 - comes) + (k > 0 ? after[k - 1] * comes : 0);
            // Then somebody comes before the end of the use, or nobody does.
            for (var k = waiting; k < waiting + thinking; k++)
            {
                var rate = (waiting + thinking - k) / a;
                var before = rate / (rate + 1.0 / S);
                after[k + 1] += after[k] * before;
                after[k] *= 1 - before;
            }
            return after;
        }
    }

    /// Birth and death: of n CPUs, k at the lock, others come at (n − k) / a, and one goes after s + c k / 2.
    static double Markov(int cpus)
    {
        var (weight, sum, served) = (1.0, 1.0, 0.0);
        for (var k = 1; k <= cpus; k++)
        {
            var service = S + C * k / 2.0;
            weight *= (cpus - k + 1.0) / A * service;
            sum += weight;
            served += weight / service;
        }
        return served / sum;
    }
}
