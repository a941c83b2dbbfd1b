using Timeslice.Des;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.RealTime;
using Timeslice.Kernel.Scheduling;
using Timeslice.Tests.Kernel;
using Program = Timeslice.Kernel.Programs.Program;

namespace Timeslice.Tests.Theory.RealTime;

/// Periodic tasks that share locks, the most urgent first: what they wait for each other by theory and in the kernel.
/// Times are in ns.
sealed class SharingTasks(params IReadOnlyList<(int Period, Section[] Sections)> tasks)
{
    int Locks => 1 + tasks.Max(task => task.Sections.SelectMany(its => its.All).Max(section => section.Lock ?? -1));

    /// The worst responses by the analysis with blocking.
    public long[] Bounds(Protocol protocol) => [.. FixedPriority
        .Responses([.. tasks.Select((task, i) => new PeriodicTask($"task{i}", task.Sections.Sum(its => its.Length).Ns,
            task.Period.Ns, blocking: Blocking(protocol, i).Ns))])
        .Select(bound => bound.Worst?.Nanoseconds ?? long.MaxValue)];

    /// Under inheritance each less urgent task may block once, with one critical section (theorems 3 and 6 of Sha,
    /// Rajkumar and Lehoczky); under ceilings one critical section of one of them does (theorem 12; Baker 1991).
    public int Blocking(Protocol protocol, int task)
    {
        var reach = Reach(transitive: protocol == Protocol.Inherit);
        var each = tasks.Skip(task + 1).Select(its => its.Sections.SelectMany(part => part.All)
            .Where(section => section.Lock is { } number && reach[number] <= task)
            .Select(section => section.Length).DefaultIfEmpty().Max());
        return protocol == Protocol.Inherit ? each.Sum() : each.DefaultIfEmpty().Max();
    }

    /// The worst responses in the kernel. Each waits for its offset, then comes once in each period.
    public long[] Simulated(Protocol protocol, int[] offsets, long until, Action<IEnumerable<Lock>>? look = null)
    {
        var bench = new Bench(new RateMonotonic());
        Mutex[] locks = [.. Enumerable.Range(0, Locks).Select(i =>
            bench.Machine.Add($"lock{i}", new Mutex(LineOrder.Priority, protocol: protocol)))];
        var classes = tasks.Select((task, i) => bench.Machine.Start(bench.Process, $"task{i}",
            new Program("job", [.. task.Sections.SelectMany(its => its.Operations(locks))]),
            terms: new Terms { Release = new Periodic(task.Period.Ns, offsets[i].Ns) })).ToArray();
        bench.Run(new(until));
        look?.Invoke(locks);
        return [.. classes.Select(its => its.Jobs!.Response.Max.Nanoseconds)];
    }

    /// Two to five tasks of different periods, with up to three locks that they nest in order.
    public static SharingTasks Random(ulong seed)
    {
        var random = new RandomStream(seed, 0, "sharing tasks");
        while (true)
        {
            var count = 2 + Below(4);
            var locks = 1 + Below(3);
            var tasks = new (int Period, Section[] Sections)[count];
            for (var i = 0; i < count; i++)
                tasks[i] = (20 * (i + 1) + Below(20),
                    [.. Enumerable.Range(0, 1 + Below(3)).SelectMany(_ => new[] { Free(), Part(0) })]);
            if (tasks.Sum(task => task.Sections.Sum(its => its.Length) / (double)task.Period) <= 1) return new(tasks);

            // Between two locks a thread computes: it would reach the next in the instant in which its priority falls.
            Section Free() => new(null, 1 + Below(3));

            Section Part(int least)
            {
                int? number = least < locks && Below(3) > 0 ? least + Below(locks - least) : null;
                return new(number, 1 + Below(5), number is { } outer && Below(2) == 0 ? Part(outer + 1) : null);
            }
        }

        int Below(int below) => (int)(random.NextUniform() * below);
    }

    public override string ToString() =>
        string.Join("; ", tasks.Select(task => $"{task.Period}: {string.Join<Section>(" ", task.Sections)}"));

    /// Of each lock, the most urgent task that may come to wait for it, or, where that is passed on, for whom another
    /// waits who holds one lock while it asks for the other.
    int[] Reach(bool transitive)
    {
        var reach = Enumerable.Repeat(int.MaxValue, Locks).ToArray();
        for (var task = tasks.Count - 1; task >= 0; task--)
            foreach (var section in tasks[task].Sections.SelectMany(its => its.All))
                if (section.Lock is { } number) reach[number] = task;
        if (!transitive) return reach;
        // Locks are nested in order: what is passed on from all before is known.
        for (var outer = 0; outer < Locks; outer++)
            foreach (var section in tasks.SelectMany(task => task.Sections).SelectMany(its => its.All))
                if (section.Lock == outer)
                    foreach (var inner in section.All.Skip(1))
                        if (inner.Lock is { } number) reach[number] = Math.Min(reach[number], reach[outer]);
        return reach;
    }
}
