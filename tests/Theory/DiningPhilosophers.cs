using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Lock = Timeslice.Kernel.Programs.Lock;
using Program = Timeslice.Kernel.Programs.Program;

namespace Timeslice.Tests.Theory;

/// Philosophers who take the left fork, hesitate, and take the right one: how many meals until nobody can eat again.
public class DiningPhilosophers
{
    /// Thinking and eating take 1 ms on average, all times are exponential. A deadlock is a state that nobody leaves.
    [Theory]
    [InlineData(2, 1.0, 11), InlineData(3, 1.0, 36), InlineData(3, .5, 36), InlineData(4, 1.0, 119)]
    public void Meals_until_the_deadlock_are_those_of_the_markov_chain(int n, double hesitation, int states)
    {
        const int Runs = 4000;
        var seen = new HashSet<string>();
        var expected = MarkovChain.GainFrom(new string('T', n), table =>
        {
            seen.Add(table);
            return Steps(table, 1 / hesitation);
        });
        seen.Count.ShouldBe(states);
        var meals = Enumerable.Range(0, Runs).Select(run => (double)Meals(n, hesitation, (ulong)run)).ToList();
        var mean = meals.Average();
        var error = Math.Sqrt(meals.Sum(each => (each - mean) * (each - mean)) / Runs / Runs);
        mean.ShouldBe(expected, 4 * error);
        error.ShouldBeLessThan(.03 * expected);
    }

    // Each thinks, waits for his left fork, hesitates with it, waits for his right one, or eats. Of the two who may
    // want a fork one has it, so at most one waits for it.
    static IEnumerable<(string, double, double)> Steps(string table, double hesitating)
    {
        for (var i = 0; i < table.Length; i++)
            if (table[i] == 'T') yield return (With(table, i, IsFree(table, i) ? 'H' : 'L'), 1, 0);
            else if (table[i] == 'H') yield return (With(table, i, IsFree(table, i + 1) ? 'E' : 'R'), hesitating, 0);
            else if (table[i] == 'E') yield return (Served(With(table, i, 'T'), i), 1, 1);
    }

    // The forks of who has eaten go to his neighbours.
    static string Served(string table, int i)
    {
        var (left, right) = (Wrap(table, i - 1), Wrap(table, i + 1));
        if (table[left] == 'R') table = With(table, left, 'E');
        return table[right] == 'L' ? With(table, right, 'H') : table;
    }

    static bool IsFree(string table, int fork) =>
        table[Wrap(table, fork)] is not ('H' or 'R' or 'E') && table[Wrap(table, fork - 1)] != 'E';

    static int Wrap(string table, int i) => (i + table.Length) % table.Length;
    static string With(string table, int i, char state) => table[..i] + state + table[(i + 1)..];

    static long Meals(int n, double hesitation, ulong seed)
    {
        var machine = new Machine(new Simulation(seed), n, new Fcfs());
        for (var i = 1; i <= n; i++) machine.Add($"fork[{i}]", new Mutex());
        LockReference<ILockable> left = new(0, n, Formula.Self), right = new(0, n, Formula.Self % n + 1);
        var count = new Variable(machine, "meals");
        var oneMs = new Exponential(1.Ms);
        machine.Start(machine.Process("table"), "philosopher", new Program("philosopher", new Forever(
        [
            new Compute(oneMs), new Lock(left), new Compute(new Exponential(hesitation * 1e6)), new Lock(right),
            new Compute(oneMs), new Atomic(count, (Formula)count + 1), new Unlock(left), new Unlock(right),
        ])), n);
        machine.Run().Reason.ShouldBe(EndReason.Deadlock);
        return count.In(machine.Processes[0]);
    }
}
