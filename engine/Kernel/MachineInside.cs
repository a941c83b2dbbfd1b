using Timeslice.Des;
using Timeslice.Kernel.Calls;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.RealTime;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Threads;
using Lock = Timeslice.Kernel.Locks.Lock;

namespace Timeslice.Kernel;

/// <content>What the parts of the kernel ask of their machine.</content>
public sealed partial class Machine
{
    /// <summary>It becomes a part of a world, before it has run.</summary>
    internal void Join(World joined, string name)
    {
        if (world is not null)
            throw new ArgumentException($"is part of a world already{(Name == "" ? "" : $", as {Name}")}", "machine");
        (world, Name) = (joined, name);
    }

    /// <summary>What stands before the names of its threads: <c>server/</c>, or nothing when it is alone.</summary>
    internal string Place => world is { IsShared: true } ? $"{Name}/" : "";

    internal string Describe(int thread) =>
        NameOf(thread) + (OperationOf(thread) is { Source.Line: > 0 } operation ? $" ({operation.Source})" : "");

    /// <summary>The operation that a thread executes or blocks in.</summary>
    public Operation OperationOf(int thread) => code.Before(Threads[thread].Pc);

    /// <summary>The same, but of a thread whose program is a method what that has called.</summary>
    internal Operation CallOf(int thread) =>
        Threads.FindBodyOf(thread) is { Calling.Present: { } call } ? call : OperationOf(thread);

    /// <summary>All programs of the machine, one after the other.</summary>
    internal CodeStore Code => code;

    /// <summary>By state: time of the stays of a class's threads that are over, in nanoseconds.</summary>
    internal Span<long> SpentBy(ThreadClass its) =>
        spentByClass.AsSpan(its.Number * ThreadClass.States, ThreadClass.States);

    internal ref long Spent(int its, ThreadState state) => ref spentByClass[its * ThreadClass.States + (int)state];
    internal ref RandomStream Random(int thread) => ref Threads[thread].Random;
    internal ref long Word(int thread, int slot) => ref Threads.Frames[Threads[thread].Frame + slot];
    internal Duration TimeInState(int thread) => new(Now - Threads[thread].Since);
    internal void Note(string finding) => findings.Add($"{Simulation.Now}: {finding}");

    /// <summary>What the thread was blocked for has come.</summary>
    internal void Wake(int thread) => Wake(thread, Duration.Zero);

    /// <param name="owed">CPU time that it needs before it goes on.</param>
    internal void Wake(int thread, Duration owed)
    {
        Threads[thread].Left = owed.Nanoseconds;
        dispatcher.MakeReady(thread, Arrival.Woken);
    }

    internal Flow Work(int thread, Duration time)
    {
        Threads[thread].Left = time.Nanoseconds;
        return time > Duration.Zero ? Flow.Work : Flow.Next;
    }

    /// <summary>Goes on so many steps after the next one, or before it.</summary>
    internal Flow Jump(int thread, int steps)
    {
        if (steps < 0) CountTurn(thread);
        Threads[thread].Pc += steps;
        return Flow.Next;
    }

    internal Flow Sleep(int thread, Duration time)
    {
        if (Awaits(thread)) return Coroutines.WaitForTime(thread, time);
        if (time == Duration.Zero) return Flow.Next;
        Enter(thread, ThreadState.Sleeping);
        Simulation.After(time, timers + thread, Threads[thread].Generation);
        return Flow.Blocked;
    }

    internal void CancelTimer(int thread)
    {
        Threads[thread].Generation++;
        Simulation.Cancelled();
    }

    /// <summary>The jobs of recurring tasks.</summary>
    internal Jobs Jobs => field ??= new(this);

    /// <summary>Interrupts steal time from its threads.</summary>
    internal bool IsInterrupted => dispatcher.IsInterrupted;

    /// <summary>A device interrupts a CPU for a time; returns after what time that will be over.</summary>
    internal Duration Interrupt(int cpu, Duration time) =>
        new(dispatcher.InterruptFrom(cpu, time.Nanoseconds) - Now);

    internal Shares Shares => field ??= new(this);

    internal Duration FinishJob(int thread) => Jobs.Finish(thread);

    internal Flow Join(int thread, int slot) => Join(thread, ref Word(thread, slot));
    internal Flow Join(int thread, ref long group) => lifecycle.Joins.Wait(thread, ref group);
    internal bool IsAlive(ref long group) => lifecycle.Joins.IsAlive(ref group);
    internal void Abandon(ref long group) => lifecycle.Joins.Abandon(ref group);
    internal int JoinsInUse => lifecycle.Joins.InUse;
    internal void CountTurn(int thread) => Simulation.CountTurn(timers + thread);

    internal Flow BlockOnExit(int thread)
    {
        Threads[thread].Left = OneThread;
        Enter(thread, ThreadState.BlockedOnJoin);
        JoinsOthers(thread);
        return Flow.Blocked;
    }

    /// <summary>The one thread for whose exit a thread is blocked, or null.</summary>
    internal Thread? ThreadAwaitedBy(int thread) =>
        Threads[thread] is { State: ThreadState.BlockedOnJoin, Left: OneThread } ? BodyOf(thread).Awaited : null;

    internal Thread BodyOf(int thread) => Threads.BodyOf(thread);

    /// <summary>The program of threads whose real programs are methods.</summary>
    internal Program MethodProgram { get; } = BodySteps.NewProgram();

    internal Thread SpawnFrom(int parent, string name, Func<Thread, SimTask> body, ref long group) =>
        lifecycle.Spawn(parent, name, body, ref group);

    internal void SpawnFrom(int parent, Program program, int joinSlot) => lifecycle.Spawn(parent, program, joinSlot);

    /// <summary>The thread enters a state; the time in the last one is accounted for.</summary>
    internal void Enter(int thread, ThreadState state)
    {
        ref var record = ref Threads[thread];
        if (record.State == state && state != ThreadState.Ready) return;
        var spent = Now - record.Since;
        if (spent != 0)
        {
            if (record.State == ThreadState.Ready) record.Ready += spent;
            else if (record.State <= ThreadState.RunningSystem) Threads.CpuTimes[thread] += spent;
            Spent(record.Class, record.State) += spent;
            Serving?.Spent(thread, record.State, spent);
            record.Since = Now;
        }
        record.State = state;
        Observer?.ThreadChanged(this, thread, state);
    }

    /// <summary>The thread is on a CPU; its response time is known at the first time.</summary>
    internal void Started(int thread)
    {
        ref var record = ref Threads[thread];
        if ((record.Flags & (ThreadFlags.Started | ThreadFlags.Fresh)) == ThreadFlags.Started) return;
        if ((record.Flags & ThreadFlags.Fresh) != 0)
        {
            record.Flags &= ~ThreadFlags.Fresh;
            ClassOf(thread).Latency.Add(new(Now - record.Since));
        }
        if ((record.Flags & ThreadFlags.Started) != 0) return;
        record.Flags |= ThreadFlags.Started;
        if (!Threads.Lives[thread].IsVeteran)
            ClassOf(thread).Response.Add(new(Now - Threads.Lives[thread].Born));
    }

    bool IEventTarget.IsLive(int number, uint generation) => Threads[number].Generation == generation;

    void IEventTarget.Prefetch(int number) => Threads.Prefetch(number);

    bool IEventTarget.TryFire(int number, uint generation)
    {
        if (Threads[number].Generation != generation) return false;
        if (LockAwaitedBy(number) is { } awaited)
        {
            Threads[number].Left &= ~Timed;
            awaited.TimeIsUp(number);
        }
        else if (AwaitedBy(number) is not null) TimeIsUp(number);
        else dispatcher.WakeUp(number);
        return true;
    }

    string IEventTarget.Describe(int number) => Place + Describe(number);

    internal ThreadClass NewClass(Process process, string name, Program program, Terms terms)
    {
        var key = RandomStream.Key(process.Key, name);
        var created = new ThreadClass(classes.Count, process, name, program, code.Load(program), key) { Terms = terms };
        if (Threads.AddClass(classes.Count, terms)) dispatcher.SomeAreBoundNow();
        classes.Add(created);
        foreach (var step in program.Load()) step.Announce(this);
        if (classes.Count * ThreadClass.States > spentByClass.Length)
            Array.Resize(ref spentByClass, 2 * classes.Count * ThreadClass.States);
        return created;
    }
}
