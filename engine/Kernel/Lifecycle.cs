using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel;

/// <summary>How threads come into being and end, and what is settled when they do.</summary>
sealed class Lifecycle
{
    // Steps in a tree of names for random streams: to a thread's next sibling, to its first child.
    const int Sibling = 0, Child = 1;

    readonly Machine machine;
    readonly Dispatcher dispatcher;
    readonly Dictionary<(Process Process, Program Program), ThreadClass> spawned = [];
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

    public ThreadClass Start(Process process, string name, Program program, int count, RandomDuration after)
    {
        if (process.Machine != machine)
            throw new ArgumentException($"{process.Name} belongs to another machine", nameof(process));
        if (count < 0) throw new ArgumentOutOfRangeException(nameof(count), count, "must not be negative");
        if (!started.Add((process, name)))
            throw new ArgumentException(
                $"{process.Name} has threads {name} already: names tell random streams apart", nameof(name));
        var its = machine.NewClass(process, name, program);
        Start(its, count, after);
        return its;
    }

    /// <summary>
    /// Each member draws its start from its own stream, so that another count or start shifts no other's numbers.
    /// </summary>
    public void Start(ThreadClass its, int count, RandomDuration after)
    {
        for (var i = 0; i < count; i++)
        {
            var serial = ++its.Created;
            var name = RandomStream.Key(its.Key, serial);
            var random = new RandomStream(name);
            var delay = after.Draw(ref random);
            if (delay == Duration.Zero) Create(its, serial, name, random, join: -1);
            else births.Expect(delay, new(its, serial, name, random));
        }
    }

    public void Spawn(int parent, Program program, int joinSlot)
    {
        var process = machine.ClassOf(parent).Process;
        if (!spawned.TryGetValue((process, program), out var its))
        {
            its = spawned[(process, program)] = machine.NewClass(process, program.Name, program);
            its.IsSpawned = true;
        }
        // Children are named after their parent, whoever else spawns meanwhile.
        ref var child = ref machine.Threads.Lives[parent].NextChild;
        var key = child;
        child = RandomStream.Key(child, Sibling);
        Create(its, ++its.Created, key, new(key), Joins.Count(ref machine.Word(parent, joinSlot)));
    }

    public void ExitThread(int thread)
    {
        var process = machine.ClassOf(thread).Process;
        Bury(thread);
        if (process.Threads == 0) process.Status ??= 0;
    }

    public void ExitProcess(Process process, int status)
    {
        process.Status = status;
        for (var thread = 0; thread < machine.Threads.End; thread++)
            if (machine.Threads.IsLive(thread) && machine.ClassOf(thread).Process == process) Bury(thread);
    }

    /// <param name="name">Names its random stream, and those of its children.</param>
    public void Create(ThreadClass its, int serial, ulong name, RandomStream random, int join)
    {
        if (machine.Threads.Live >= machine.MaxThreads) throw TooMany(its);
        var thread = machine.Threads.Add();
        ref var record = ref machine.Threads[thread];
        record = new()
        {
            Random = random, Class = its.Number, Pc = its.Start, Generation = record.Generation, Cpu = -1,
            State = ThreadState.Ready, Since = machine.Now, Frame = machine.Threads.Frames.Take(its.Program.FrameSize),
        };
        machine.Threads.Lives[thread] = new()
        {
            Born = machine.Now, Serial = serial, Join = join, NextChild = RandomStream.Key(name, Child),
        };
        its.Process.Threads++;
        machine.Simulation.Population++;
        machine.Observer?.ThreadCreated(machine, thread);
        dispatcher.MakeReady(thread);
    }

    void Bury(int thread)
    {
        var its = machine.ClassOf(thread);
        if (machine.Threads.Lives[thread].LocksHeld > 0) LoseLocksHeld(thread);
        LeaveWhatItWaitsFor(thread);
        dispatcher.Withdraw(thread);
        machine.Enter(thread, ThreadState.Exited);
        var record = machine.Threads[thread];
        var life = machine.Threads.Lives[thread];
        if ((record.Flags & ThreadFlags.Veteran) == 0)
        {
            its.Turnaround.Add(new(machine.Now - life.Born));
            its.Wait.Add(new(record.Ready));
        }
        LastExit = machine.Simulation.Now;
        its.Process.Threads--;
        machine.Simulation.Population--;
        foreach (var slot in its.Program.JoinSlots) Joins.Abandon(ref machine.Word(thread, slot));
        Joins.Leave(life.Join);
        machine.Threads.Frames.Give(record.Frame, its.Program.FrameSize);
        machine.Threads.Remove(thread);
    }

    void LeaveWhatItWaitsFor(int thread)
    {
        switch (machine.Threads[thread].State)
        {
            case ThreadState.BlockedOnLock: machine.LockAwaitedBy(thread)!.Forget(thread); break;
            case ThreadState.Sleeping: machine.CancelTimer(thread); break;
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
