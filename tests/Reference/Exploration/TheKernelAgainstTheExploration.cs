using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Lock = Timeslice.Kernel.Programs.Lock;

namespace Timeslice.Tests.Reference;

/// Two mutexes and few acts: small enough to try every program in every interleaving.
public class TheKernelAgainstTheExploration
{
    const int Schedules = 2;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_program_of_two_mutexes_ends_as_its_schedule_has_it(int threads)
    {
        var (random, met) = (new RandomStream((ulong)threads, 0, "schedules"), new HashSet<Fate>());
        foreach (var program in AbstractPrograms.OfThreads(threads, length: 4))
        {
            var possible = Exploration.FatesOf(program);
            for (var schedule = 0; schedule < Schedules; schedule++)
            {
                var times = Times(program, ref random);
                if (Exploration.Along(program, times) is not { } expected) continue;
                var story = $"{AbstractPrograms.Text(program)} after {Text(times)}";
                KernelOn(program, times).ShouldBe(expected, story);
                possible.ShouldContain(expected.Fate, story);
                met.Add(expected.Fate);
            }
        }
        met.Count.ShouldBe(threads == 1 ? 3 : 4);
    }

    [Fact]
    public void Two_who_take_two_mutexes_in_opposite_orders_can_meet_in_a_circle()
    {
        Exploration.FatesOf([Program("+a +b -b -a"), Program("+b +a -a -b")]).ShouldBe([Fate.Done, Fate.Circle], true);
        Exploration.FatesOf([Program("+a +b -b -a"), Program("+a +b -b -a")]).ShouldBe([Fate.Done]);
    }

    [Fact]
    public void A_mutex_that_is_kept_is_lost()
    {
        Exploration.FatesOf([Program("+a"), Program("+a")]).ShouldBe([Fate.Stuck]);
        Exploration.FatesOf([Program("+a +a")]).ShouldBe([Fate.Circle]);
        Exploration.FatesOf([Program("-a")]).ShouldBe([Fate.Error]);
    }

    [Fact] // 31 without a mistake, 30 that end with one
    public void There_are_61_programs_of_one_thread() => AbstractPrograms.OfOneThread(length: 4).Count.ShouldBe(61);

    static Act[] Program(string text) =>
        [.. text.Split(' ').Select(act => new Act(act[0] == '+', act[1] - 'a'))];

    static int[][] Times(Act[][] program, ref RandomStream random)
    {
        var times = new int[program.Length][];
        for (var i = 0; i < times.Length; i++)
        {
            times[i] = new int[program[i].Length];
            for (var j = 0; j < times[i].Length; j++) times[i][j] = 1 + (int)(random.NextBits() % 1000);
        }
        return times;
    }

    static string Text(int[][] times) => string.Join(" | ", times.Select(own => string.Join(' ', own)));

    static (Fate, long, int) KernelOn(Act[][] program, int[][] times)
    {
        var machine = new Machine(new Simulation(), Math.Max(1, program.Length), new Fcfs());
        Mutex[] mutexes = [new(machine), new(machine)];
        var process = machine.Process("abstract");
        foreach (var (number, acts) in program.Index())
            machine.Start(process, $"{number}", new Program("acts", Operations(acts, times[number], mutexes)));
        var ending = machine.Run();
        var fate = ending.Reason switch
        {
            EndReason.Done => Fate.Done,
            EndReason.ProgramError => Fate.Error,
            _ => machine.Deadlock!.IsCycle ? Fate.Circle : Fate.Stuck,
        };
        return (fate, machine.Now, fate == Fate.Circle ? machine.Deadlock!.Threads.Count : 0);
    }

    static Operation[] Operations(Act[] acts, int[] times, Mutex[] mutexes) =>
    [
        .. acts.SelectMany((act, i) => (Operation[])
        [
            new Compute(times[i].Ns), act.Locks ? new Lock(mutexes[act.Which]) : new Unlock(mutexes[act.Which]),
        ]),
    ];
}
