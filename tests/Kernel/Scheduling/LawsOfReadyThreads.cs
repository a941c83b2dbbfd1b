using Timeslice.Des;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Threads;

namespace Timeslice.Tests.Kernel.Scheduling;

/// Where ready threads stand, against lists that are searched from end to end.
public class LawsOfReadyThreads
{
    const int Cpus = 3;

    [Fact]
    public void A_heap_gives_the_least_key_that_may_run_there_in_order_of_arrival()
    {
        foreach (var seed in Seeds)
        {
            var (random, threads) = Some(seed, out var names);
            var (heap, list) = (new ReadyHeap(), new List<(int Thread, long Key)>());
            for (var step = 0; step < 400; step++)
            {
                if (Absent(ref random, names, list.Select(each => each.Thread)) is { } thread && random.Chance(0.6))
                {
                    var (key, first) = (random.Choice<long>(-7, 0, 1, 2, long.MaxValue), random.Chance(0.3));
                    heap.Add(threads, thread, key, first);
                    var place = list.FindIndex(each => first ? each.Key >= key : each.Key > key);
                    list.Insert(place < 0 ? list.Count : place, (thread, key));
                }
                else if (list.Count > 0 && random.Chance(0.3))
                {
                    var gone = random.Choice<(int, long)>([.. list]);
                    heap.Remove(threads, gone.Item1);
                    list.Remove(gone);
                }
                else
                {
                    var cpu = random.Choice(0, 1, 2);
                    var place = list.FindIndex(each => threads.MayRun(each.Thread, cpu));
                    heap.Take(threads, cpu).ShouldBe(place < 0 ? -1 : list[place].Thread, $"seed {seed}");
                    if (place >= 0) list.RemoveAt(place);
                }
                heap.Count.ShouldBe(list.Count);
            }
        }
    }

    [Fact]
    public void Levels_give_the_first_of_the_highest_that_may_run_there()
    {
        foreach (var seed in Seeds)
        {
            var (random, threads) = Some(seed, out var names);
            var (levels, list) = (new Levels(5), new List<(int Thread, int Level)>());
            for (var step = 0; step < 400; step++)
            {
                if (Absent(ref random, names, list.Select(each => each.Thread)) is { } thread && random.Chance(0.6))
                {
                    var (level, first) = (random.Choice(0, 1, 2, 4), random.Chance(0.3));
                    levels.Add(threads, thread, level, first);
                    var place = list.FindIndex(each => first ? each.Level >= level : each.Level > level);
                    list.Insert(place < 0 ? list.Count : place, (thread, level));
                }
                else if (list.Count > 0 && random.Chance(0.3))
                {
                    var gone = random.Choice<(int, int)>([.. list]);
                    levels.Remove(threads, gone.Item1, gone.Item2);
                    list.Remove(gone);
                }
                else if (random.Chance(0.1))
                {
                    levels.Lift(threads);
                    list = [.. list.Select(each => (each.Thread, 0))];
                }
                else
                {
                    var cpu = random.Choice(0, 1, 2);
                    var place = list.FindIndex(each => threads.MayRun(each.Thread, cpu));
                    levels.Take(threads, cpu).ShouldBe(place < 0 ? -1 : list[place].Thread, $"seed {seed}");
                    if (place >= 0) list.RemoveAt(place);
                }
            }
        }
    }

    [Fact]
    public void Whoever_holds_tickets_and_may_run_is_drawn_once_and_nobody_else()
    {
        foreach (var seed in Seeds)
        {
            var (random, threads) = Some(seed, out var names);
            var (tree, list) = (new TicketTree(), new List<int>());
            for (var step = 0; step < 400; step++)
            {
                if (Absent(ref random, names, list) is { } thread && random.Chance(0.6))
                {
                    tree.Add(threads, thread, random.Choice(1, 5, 1_000_000));
                    list.Add(thread);
                }
                else if (list.Count > 0 && random.Chance(0.3))
                {
                    var gone = random.Choice<int>([.. list]);
                    tree.Remove(threads, gone);
                    list.Remove(gone);
                }
                else
                {
                    var cpu = random.Choice(0, 1, 2);
                    var drawn = tree.Take(threads, cpu, ref random);
                    if (list.Exists(each => threads.MayRun(each, cpu)))
                    {
                        threads.MayRun(drawn, cpu).ShouldBeTrue();
                        list.Remove(drawn).ShouldBeTrue($"seed {seed}");
                    }
                    else drawn.ShouldBe(-1);
                }
            }
        }
    }

    /// Whatever the tree went through: each is drawn as often as it holds tickets, also among those who may run there.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Each_is_drawn_as_often_as_it_holds_tickets(int cpu)
    {
        const int Draws = 100_000;
        var (random, threads) = Some(seed: 5, out var names);
        var tree = new TicketTree();
        long Tickets(int thread) => 1 + 7 * thread % 11;
        foreach (var thread in names) tree.Add(threads, thread, Tickets(thread) + 100);
        foreach (var thread in names.Where(thread => thread % 2 == 0)) tree.Remove(threads, thread);
        foreach (var thread in names.Where(thread => thread % 2 == 1)) tree.Remove(threads, thread);
        foreach (var thread in names) tree.Add(threads, thread, Tickets(thread));
        var drawn = names.ToDictionary(thread => thread, _ => 0);
        for (var i = 0; i < Draws; i++)
        {
            var thread = tree.Take(threads, cpu, ref random);
            drawn[thread]++;
            tree.Add(threads, thread, Tickets(thread));
        }
        var allowed = names.Where(thread => threads.MayRun(thread, cpu)).ToList();
        var sum = allowed.Sum(Tickets);
        drawn.Values.Sum().ShouldBe(allowed.Sum(thread => drawn[thread]));
        foreach (var thread in allowed)
        {
            var share = (double)Tickets(thread) / sum;
            (drawn[thread] / (double)Draws).ShouldBe(share, 4 * Math.Sqrt(share * (1 - share) / Draws));
        }
    }

    static IEnumerable<ulong> Seeds => Enumerable.Range(1, 50).Select(seed => (ulong)seed);

    /// Threads, some of which are bound.
    static (RandomStream, ThreadTable) Some(ulong seed, out int[] names)
    {
        var random = new RandomStream(seed, 0, "threads");
        var threads = new ThreadTable(new Simulation(seed));
        threads.AddClass(0, new());
        for (var cpu = 0; cpu < Cpus; cpu++) threads.AddClass(cpu + 1, new() { Affinity = new CpuSet(cpu) });
        names = [.. Enumerable.Range(0, 20).Select(_ => threads.Add())];
        foreach (var thread in names) threads[thread].Class = thread % (2 * Cpus) is var its && its <= Cpus ? its : 0;
        return (random, threads);
    }

    static int? Absent(ref RandomStream random, int[] names, IEnumerable<int> present)
    {
        var absent = names.Except(present).ToArray();
        return absent.Length == 0 ? null : random.Choice<int>(absent);
    }
}
