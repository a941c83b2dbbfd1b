using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel;

/// <summary>How threads come into being.</summary>
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
        Endings = new(machine, dispatcher, this);
        Forking = new(machine, this);
    }

    public Joins Joins { get; }
    public Endings Endings { get; }
    public Forking Forking { get; }

    /// <summary>No more threads start in a process that is over.</summary>
    public void ForgetExpected(Process process) => births.Forget(process);

    /// <param name="body">Tells what a thread does and knows it from now on, where the program is a method.</param>
    public ThreadClass Start(Process process, string name, Program program, int count, RandomDuration after,
        Terms? terms, Func<ThreadClass, int, Thread>? body = null, bool isMain = false)
    {
        if (process.Machine != machine)
            throw new ArgumentException($"{process.Name} belongs to another machine", nameof(process));
        if (count < 0) throw new ArgumentOutOfRangeException(nameof(count), count, "must not be negative");
        if (!started.Add((process, name)))
            throw new ArgumentException(
                $"{process.Name} has threads {name} already: names tell random streams apart", nameof(name));
        if (terms?.Release is not null) program = program.Recurring();
        var its = machine.NewClass(process, name, program, terms ?? Terms.Default);
        if (body is null) process.Declared.Add((its, count, after, isMain));
        Start(its, process, count, after, body, isMain);
        return its;
    }

    /// <summary>
    /// Each member draws its start from its own stream, so that another count or start shifts no other's numbers. A
    /// process that is over goes on, with another number.
    /// </summary>
    public void Start(ThreadClass its, Process process, int count, RandomDuration after,
        Func<ThreadClass, int, Thread>? body = null, bool isMain = false, Duration later = default)
    {
        if (process.IsOver) Revive(process);
        for (var i = 0; i < count; i++)
        {
            var serial = ++its.Created;
            var name = RandomStream.Key(its.Key, serial);
            var random = new RandomStream(name);
            var delay = after.Draw(ref random) + later;
            var birth = new Birth(its, process, serial, name, random, body?.Invoke(its, serial), isMain);
            if (delay == Duration.Zero) Create(birth, join: -1);
            else births.Expect(delay, birth);
        }
    }

    /// <summary>A declared process that has ended begins anew, if it is to.</summary>
    public void Restart(Process ended)
    {
        var origin = ended.Origin;
        if (!ended.IsInstance || origin.Restart?.Follows(ended.Status ?? 0, origin.Restarts) != true) return;
        origin.Restarts++;
        var again = new Process(machine, origin.Name, origin.Key, machine.NewSpace(origin), origin)
        {
            IsInstance = true, Credentials = origin.Credentials,
        };
        machine.Table.Add(again, machine.Table.Init);
        origin.Latest = again;
        machine.BeginImage(again, origin.Image);
        foreach (var (its, count, after, isMain) in origin.Declared)
            Start(its, again, count, after, body: null, isMain, origin.Restart.Delay);
    }

    void Revive(Process process)
    {
        if (process.Parent != machine.Table.Init || process.State != ProcessState.Gone)
            throw new InvalidOperationException($"{process} has ended, and its parent may still ask how");
        (process.State, process.Status) = (ProcessState.Alive, null);
        machine.Table.Add(process, machine.Table.Init);
        process.Handles = new();
        process.Space.Renew(machine.NewSpace(process).Memory);
        machine.BeginImage(process, process.Image);
    }

    public void Spawn(int parent, Program program, int joinSlot)
    {
        var its = SpawnedClass(parent, program, program.Name, program);
        var birth = Child(parent, its, machine.ProcessOf(parent));
        var child = Create(birth, Joins.Count(ref machine.Word(parent, joinSlot)));
        machine.Observer?.ThreadSpawned(machine, parent, child);
    }

    public Thread Spawn(int parent, string name, Func<Thread, SimTask> body, ref long group)
    {
        var its = SpawnedClass(parent, name, name, machine.MethodProgram);
        var child = Child(parent, its, machine.ProcessOf(parent));
        var thread = new Thread(its, child.Process, child.Serial, body);
        var number = Create(child with { Body = thread }, Joins.Count(ref group));
        machine.Observer?.ThreadSpawned(machine, parent, number);
        return thread;
    }

    // Children have the terms of their parent, but are no tasks.
    public ThreadClass SpawnedClass(int parent, object key, string name, Program program)
    {
        var (process, terms) = (machine.ProcessOf(parent).Origin, machine.Threads.OwnTerms(parent));
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

    /// <summary>What a coroutine draws from that a thread's program starts, and what names those of its own.</summary>
    public (RandomStream Random, ulong NextChild) StreamOfChild(int parent)
    {
        var key = NameOfChild(parent);
        return (new(key), RandomStream.Key(key, FirstChild));
    }

    public Birth Child(int parent, ThreadClass its, Process process)
    {
        var key = NameOfChild(parent);
        return new(its, process, ++its.Created, key, new(key), Body: null) { Parent = parent };
    }

    /// <summary>A thread comes into being; returns its number.</summary>
    /// <param name="copied">It goes on where another stands; null where it begins its program.</param>
    public int Create(in Birth birth, int join, Original? copied = null)
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
            Born = machine.Now, Serial = birth.Serial, Join = join, IsMain = birth.IsMain,
            NextChild = RandomStream.Key(birth.Name, FirstChild),
        };
        machine.Threads.JoinProcess(thread, birth.Process, its);
        machine.Threads.SetBody(thread, birth.Body);
        machine.Threads.CpuTimes[thread] = 0;
        machine.Threads.LendNothing(thread);
        machine.BeginVariables(thread);
        machine.AnySignalling?.Begin(thread, birth.Parent);
        machine.BeginStack(thread, birth.Process, copied?.Thread ?? -1);
        if (copied is { } original) Copy(original, thread, its.Program);
        machine.Threads.SetDeadline(thread, FirstDeadline(its.Terms));
        birth.Body?.Born(thread);
        machine.Simulation.Population++;
        machine.Observer?.ThreadCreated(machine, thread);
        if (its.Terms.Release is not null && machine.Jobs.Begin(thread, its.Terms) is var wait && wait > Duration.Zero)
            machine.Sleep(thread, wait);
        else dispatcher.MakeReady(thread, Arrival.Born);
        return thread;
    }

    // Children are named after their parent, whoever else spawns meanwhile.
    ulong NameOfChild(int parent)
    {
        ref var next = ref machine.Threads.Lives[parent].NextChild;
        var name = next;
        next = RandomStream.Key(name, Sibling);
        return name;
    }

    void Copy(in Original from, int thread, Program program)
    {
        machine.Threads[thread].Pc = from.Pc;
        var frame = machine.AnySignalling?.FrameOf(from.Thread) ?? machine.Threads[from.Thread].Frame;
        for (var slot = 0; slot < program.FrameSize; slot++)
            machine.Word(thread, slot) = machine.Threads.Frames[frame + slot];
        // Whom the other has spawned, this one has not.
        foreach (var slot in program.JoinSlots) machine.Word(thread, slot) = 0;
        foreach (var slot in program.GroupSlots) machine.Word(thread, slot) = 0;
        machine.CopyVariables(from.Thread, thread);
        machine.CopyReady(from.Thread, thread);
        machine.AnySignalling?.Copy(from.Thread, thread);
        if (from.Tells >= 0 && machine.Variables[from.Tells].IsIn(thread, writes: true))
            machine.Variables[from.Tells].For(thread, writes: true) = 0;
    }

    // That of recurring tasks comes with their jobs.
    Instant FirstDeadline(Terms terms) =>
        terms is { Release: null, Deadline: { } time } ? machine.Simulation.Now + time : Instant.Max;

    RunStopped TooMany(ThreadClass its) => new(EndReason.LimitReached,
        $"{machine.MaxThreads:N0} threads live, the limit of the machine, when one more {its.Name} is created");
}
