using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Programs;
using Lock = Timeslice.Kernel.Locks.Lock;

namespace Timeslice.Benchmarks.Workloads;

/// <summary>One kind of lock in one use, again and again: what an operation on it costs the engine.</summary>
/// <param name="start">Adds the lock and its threads; the lock's acquisitions are counted.</param>
sealed class LockOperations(string name, string unit, string summary, int cpus, Func<Model, Lock> start) : IWorkload
{
    // Few enough for one instant, in which the engine takes more than a million turns for an endless loop.
    const int Rounds = 100_000;

    /// <summary>All of them.</summary>
    public static readonly IWorkload[] All =
    [
        new LockOperations("l-free", "pair", "one thread locks and unlocks a mutex", 1,
            model => Workers(model, model.Machine.Add("door", new Mutex()), 1, door => [new With(door, [])])),
        new LockOperations("l-handed", "pair", "two threads hand a mutex to each other", 1,
            model => Workers(model, model.Machine.Add("door", new Mutex()), 2, Yields)),
        new LockOperations("l-barging", "pair", "the same, where who comes may take it before who was woken", 1,
            model => Workers(model, model.Machine.Add("door", new Mutex(release: ReleaseRule.Barging)), 2, Yields)),
        new LockOperations("l-permits", "pair", "three threads at a semaphore of two permits", 1,
            model => Workers(model, model.Machine.Add("permits", new Semaphore(2)), 3, Yields)),
        new LockOperations("l-readers", "pair", "three readers and a writer at a read-write lock", 1, Readers),
        new LockOperations("l-condition", "wait", "two threads notify each other and wait", 1, Conversation),
        new LockOperations("l-barrier", "arrival", "four threads at a barrier", 1,
            model => Workers(model, model.Machine.Add("meeting", new Barrier(4)), 4, at => [new Arrive(at)])),
        new LockOperations("l-spin", "pair", "two threads on two CPUs at a spin lock, held for 1 ns", 2,
            model => Workers(model, model.Machine.Add("door", new SpinLock(SpinKind.Ticket)), 2,
                door => [new With(door, [new Compute(1.Ns)])])),
    ];

    public string Name => name;
    public string Unit => unit;
    public string Summary => summary;

    public Sample? Threads()
    {
        var model = new Model(cpus);
        var its = start(model);
        return Sample.Of(model.Machine.Simulation, () => its.Acquisitions, () => model.Machine.Run());
    }

    static Operation[] Yields(Lock door) => [new With(door, [new Yield()])];

    static Lock Workers(Model model, Lock its, int count, Func<Lock, Operation[]> program)
    {
        model.Start("worker", [new Repeat(Rounds / count, program(its))], count);
        return its;
    }

    static Lock Readers(Model model)
    {
        var book = model.Machine.Add("book", new ReadWriteLock());
        model.Start("writer", [new Repeat(Rounds / 4, [new WriteLock(book, [new Yield()])])]);
        model.Start("reader", [new Repeat(Rounds / 4, [new ReadLock(book, [new Yield()])])], count: 3);
        return book;
    }

    static Lock Conversation(Model model)
    {
        var door = model.Machine.Add("door", new Mutex());
        var bell = model.Machine.Add("bell", new Condition(door));
        Operation notifies = new Notify(bell), waits = new Wait(bell);
        model.Start("listener", [new With(door, [new Repeat(Rounds / 2, [waits, notifies])])]);
        model.Start("speaker", [new With(door, [new Repeat(Rounds / 2, [notifies, waits])])]);
        return bell;
    }
}
