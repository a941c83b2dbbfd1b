namespace Timeslice.Tests.Reference;

/// What came of a scenario, as labelled numbers in a fixed order: two outcomes are compared number by number.
sealed class Outcome
{
    static readonly string[] ThreadStates =
    [
        "ready", "running in user mode", "running in the kernel", "blocked on a lock", "blocked on a join",
        "blocked on IO", "asleep",
    ];
    static readonly string[] OfHistory = ["time of dispatch", "cpu of dispatch", "thread of dispatch", "in the cycle",
        "time of grant", "lock of grant", "thread of grant",
        "first run of thread", "exit of thread"];
    static readonly string[] CpuStates = ["idle", "switching", "in user mode", "in the kernel"];

    readonly List<(string What, int Of, long Value)> numbers = [];

    public void Add(string what, int of, long value) => numbers.Add((what, of, value));

    public long this[string what, int of] => numbers.Find(number => number.What == what && number.Of == of).Value;

    public IEnumerable<long> Of(string what) =>
        numbers.Where(number => number.What == what).Select(number => number.Value);

    public void Dispatch(int number, long at, int cpu, int thread)
    {
        Add("time of dispatch", number, at);
        Add("cpu of dispatch", number, cpu);
        Add("thread of dispatch", number, thread);
    }

    public void Grant(int number, long at, int of, int thread)
    {
        Add("time of grant", number, at);
        Add("lock of grant", number, of);
        Add("thread of grant", number, thread);
    }

    public void Switches(long thread, long process, long voluntary, long involuntary)
    {
        Add("thread switches", 0, thread);
        Add("process switches", 0, process);
        Add("voluntary switches", 0, voluntary);
        Add("involuntary switches", 0, involuntary);
    }

    public void Thread(int thread, long firstRun, long exit, long[] times)
    {
        Add("first run of thread", thread, firstRun);
        Add("exit of thread", thread, exit);
        for (var state = 0; state < ThreadStates.Length; state++) Add(ThreadStates[state], thread, times[state]);
    }

    public void Cpu(int cpu, Func<int, long> timeIn)
    {
        for (var state = 0; state < CpuStates.Length; state++) Add(CpuStates[state], cpu, timeIn(state));
    }

    public void Lock(
        int number, long acquisitions, long contended, long waited, long held, int mostHolders, int mostWaiters)
    {
        Add("acquisitions of lock", number, acquisitions);
        Add("contended acquisitions of lock", number, contended);
        Add("time waited for lock", number, waited);
        Add("time held of lock", number, acquisitions == 0 ? 0 : held);
        Add("most holders of lock", number, mostHolders);
        Add("most waiters of lock", number, mostWaiters);
    }

    /// What is left of it without a history: no dispatches, and of the threads the sums of their times.
    public Outcome WithoutHistory()
    {
        var (left, sums) = (new Outcome(), new long[ThreadStates.Length]);
        foreach (var (what, of, value) in numbers)
        {
            var state = Array.IndexOf(ThreadStates, what);
            if (state >= 0) sums[state] += value;
            else if (!OfHistory.Contains(what)) left.Add(what, of, value);
        }
        left.Times(state => sums[state]);
        return left;
    }

    /// What is left of it without one kind of numbers.
    public Outcome Without(string number)
    {
        var left = new Outcome();
        left.numbers.AddRange(numbers.Where(n => n.What != number));
        return left;
    }

    public void Times(Func<int, long> timeIn)
    {
        for (var state = 0; state < ThreadStates.Length; state++) Add(ThreadStates[state], -1, timeIn(state));
    }

    /// The first difference from another outcome, or null.
    public string? DifferenceFrom(Outcome other, string mine, string theirs)
    {
        for (var i = 0; i < Math.Max(numbers.Count, other.numbers.Count); i++)
        {
            var (a, b) = (At(i), other.At(i));
            if (a != b) return $"{mine}: {a.What} ({a.Of}) = {a.Value}; {theirs}: {b.What} ({b.Of}) = {b.Value}";
        }
        return null;
    }

    (string What, int Of, long Value) At(int i) => i < numbers.Count ? numbers[i] : ("nothing more", -1, -1);
}
