using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel;

/// <summary>How threads come into being and end, and what is settled when they do.</summary>
sealed class Lifecycle
{
    // Steps in a tree of names for random streams: to a thread's next sibling, to its first child.
    const int Sibling = 0, FirstChild = 1;

    readonly Machine machine;
    readonly Dispatcher dispatcher;
    readonly Dictionary<(Process Process, object Key, Terms Terms), ThreadClass> spawned = [];
    (object? Key, ThreadClass? Class) lastSpawned;
    readonly HashSet<(Process Process, string Name)> started = [];
    readonly Births births;

    public Lifecycle(Machine machine, Dispatcher dispatcher)
    {
        (this.machine, this.dispatcher) = (machine, dispatcher);
        births = new(machine, this);
        Joins = new(machine);
    }

    public Joins Joins { get; }
    public Instant LastExit { get; private set; }

    /// <param name="body">Tells what a thread does and knows it from now on, where the program is a method.</param>
    public ThreadClass Start(Process process, string name, Program program, int count, RandomDuration after,
        Terms? terms, Func<ThreadClass, int, Thread>? body = null)
    {
        if (process.Machine != machine)
            throw new ArgumentException($"{process.Name} belongs to another machine", nameof(process));
        if (count < 0) throw new ArgumentOutOfRangeException(nameof(count), count, "must not be negative");
        if (!started.Add((process, name)))
            throw new ArgumentException(
                $"{process.Name} has threads {name} already: names tell random streams apart", nameof(name));
        if (terms?.Release is not null) program = program.Recurring();
        var its = machine.NewClass(process, name, program, terms ?? Terms.Default);
        Start(its, count, after, body);
        return its;
    }

    /// <summary>
    /// Each member draws its start from its own stream, so that another count or start shifts no other's numbers.
    /// </summary>
    public void Start(ThreadClass its, int count, RandomDuration after, Func<ThreadClass, int, Thread>? body = null)
    {
        for (var i = 0; i < count; i++)
        {
            var serial = ++its.Created;
            var name = RandomStream.Key(its.Key, serial);
            var random = new RandomStream(name);
            var delay = after.Draw(ref random);
            var birth = new Birth(its, serial, name, random, body?.Invoke(its, serial));
            if (delay == Duration.Zero) Create(birth, join: -1);
            else births.Expect(delay, birth);
        }
    }

    public void Spawn(int parent, Program program, int joinSlot)
    {
        var its = SpawnedClass(parent, program, program.Name, program);
        var child = Create(Child(parent, its), Joins.Count(ref machine.Word(parent, joinSlot)));
        machine.Observer?.ThreadSpawned(machine, parent, child);
    }

    public Thread Spawn(int parent, string name, Func<Thread, SimTask> body, ref long group)
    {
        var its = SpawnedClass(parent, name, name, machine.MethodProgram);
        var child = Child(parent, its);
        var thread = new Thread(its, child.Serial, body);
        var number = Create(child with { Body = thread }, Joins.Count(ref group));
        machine.Observer?.ThreadSpawned(machine, parent, number);
        return thread;
    }

    // Children have the terms of their parent, but are no tasks.
    ThreadClass SpawnedClass(int parent, object key, string name, Program program)
    {
        var (process, terms) = (machine.ClassOf(parent).Process, machine.Threads.OwnTerms(parent));
        if (terms.Release is not null) terms = machine.ClassOf(parent).TermsOfChildren;
        if (ReferenceEquals(lastSpawned.Key, key) && lastSpawned.Class is { } last
            && last.Process == process && ReferenceEquals(last.Terms, terms)) return last;
        if (!spawned.TryGetValue((process, key, terms), out var its))
        {
            its = spawned[(process, key, terms)] = machine.NewClass(process, name, program, terms);
            its.IsSpawned = true;
        }
        lastSpawned = (key, its);
        return its;
    }

    // Children are named after their parent, whoever else spawns meanwhile.
    Birth Child(int parent, ThreadClass its)
    {
        ref var child = ref machine.Threads.Lives[parent].NextChild;
        var key = child;
        child = RandomStream.Key(child, Sibling);
        return new(its, ++its.Created, key, new(key), Body: null);
    }

    public void ExitThread(int thread)
    {
        var process = machine.ClassOf(thread).Process;
        Bury(thread);
        if (process.Alive == 0) process.Status ??= 0;
    }

    public void ExitProcess(Process process, int status)
    {
        process.Status = status;
        for (var thread = 0; thread < machine.Threads.End; thread++)
            if (machine.Threads.IsLive(thread) && machine.ClassOf(thread).Process == process) Bury(thread);
    }

    /// <summary>A thread comes into being; returns its number.</summary>
    public int Create(in Birth birth, int join)
    {
        var its = birth.Class;
        if (machine.Threads.Live >= machine.MaxThreads) throw TooMany(its);
        var thread = machine.Threads.Add();
        ref var record = ref machine.Threads[thread];
        record = new()
        {
            Random = birth.Random, Class = its.Number, Pc = its.Start, Generation = record.Generation, Cpu = -1,
            State = ThreadState.Ready, Since = machine.Now, Frame = machine.Threads.Frames.Take(its.Program.FrameSize),
        };
        machine.Threads.Lives[thread] = new()
        {
            Born = machine.Now, Serial = birth.Serial, Join = join,
            NextChild = RandomStream.Key(birth.Name, FirstChild),
        };
        machine.Threads.SetBody(thread, birth.Body);
        machine.Threads.CpuTimes[thread] = 0;
        machine.Threads.LendNothing(thread);
        machine.BeginVariables(thread);
        machine.Threads.SetDeadline(thread, FirstDeadline(its.Terms));
        birth.Body?.Born(thread);
        its.Process.Alive++;
        machine.Simulation.Population++;
        machine.Observer?.ThreadCreated(machine, thread);
        if (its.Terms.Release is not null && machine.Jobs.Begin(thread, its.Terms) is var wait && wait > Duration.Zero)
            machine.Sleep(thread, wait);
        else dispatcher.MakeReady(thread, Arrival.Born);
        return thread;
    }

    // That of recurring tasks comes with their jobs.
    Instant FirstDeadline(Terms terms) =>
        terms is { Release: null, Deadline: { } time } ? machine.Simulation.Now + time : Instant.Max;

    void Bury(int thread)
    {
        var its = machine.ClassOf(thread);
        if (machine.Threads.Lives[thread].LocksHeld > 0) LoseLocksHeld(thread);
        if (machine.Threads[thread].IsBlocked) LeaveWhatItWaitsFor(thread);
        else if ((machine.Threads[thread].Flags & ThreadFlags.Contends) != 0)
            machine.LockContendedBy(thread).Forget(thread);
        dispatcher.Withdraw(thread);
        machine.Enter(thread, ThreadState.Exited);
        var record = machine.Threads[thread];
        var life = machine.Threads.Lives[thread];
        if ((record.Flags & ThreadFlags.Veteran) == 0)
        {
            its.Turnaround.Add(new(machine.Now - life.Born));
            its.Wait.Add(new(record.Ready));
            if (machine.Threads.CpuTimes[thread] is > 0 and var used)
                its.Slowdown.Add((double)(machine.Now - life.Born) / used);
        }
        machine.Shares.Leave(thread, its.Number);
        LastExit = machine.Simulation.Now;
        its.Process.Alive--;
        machine.Simulation.Population--;
        machine.Threads.FindBodyOf(thread)?.Died();
        foreach (var slot in its.Program.JoinSlots) Joins.Abandon(ref machine.Word(thread, slot));
        Joins.Leave(life.Join);
        machine.Threads.Frames.Give(record.Frame, its.Program.FrameSize);
        machine.Threads.Remove(thread);
    }

    /// <summary>Takes a blocked thread out of what it waits for.</summary>
    public void LeaveWhatItWaitsFor(int thread)
    {
        switch (machine.Threads[thread].State)
        {
            case ThreadState.BlockedOnLock: machine.LockAwaitedBy(thread)!.Forget(thread); break;
            case ThreadState.Sleeping: machine.CancelTimer(thread); break;
            case ThreadState.BlockedOnJoin when machine.ThreadAwaitedBy(thread) is { } other:
                other.Joiners.Remove(machine.Threads, thread);
                break;
            case ThreadState.BlockedOnJoin: Joins.Forget((int)machine.Threads[thread].Left); break;
            default: break;
        }
    }

    void LoseLocksHeld(int thread)
    {
        foreach (var held in machine.Locks)
            if (held.LoseHolder(thread))
                machine.Note(
                    $"{machine.Describe(thread)} exits while it holds {held.Name}; nobody can take it any more");
    }

    RunStopped TooMany(ThreadClass its) => new(EndReason.LimitReached,
        $"{machine.MaxThreads:N0} threads live, the limit of the machine, when one more {its.Name} is created");
}
