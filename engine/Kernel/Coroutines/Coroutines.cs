using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Coroutines;

/// <summary>The coroutines of a machine: how they start, wait, go on and end.</summary>
/// <remarks>
/// A thread runs one as it runs its own program: its place in the program, its frame, its random stream and its
/// variables are those of the coroutine meanwhile. To turn to another is to exchange these.
/// </remarks>
sealed partial class Coroutines(Machine machine, Lifecycle lifecycle)
{
    static readonly Program looking = new("carrier", new Forever([new RunNext()]));
    static readonly Program handing = new("carrier", new HandOver(), new Forever([new RunNext()]));
    static readonly Program helping = new("helper", new Forever([new TakeJob(), new DoJob(), new GiveBack()]));

    readonly Dictionary<Process, EventLoop> shared = [];
    readonly List<CoroutineGroup> groups = [];
    readonly Stack<CoroutineGroup> unused = [];
    Carrier?[] carriers = [];

    /// <summary>Groups that somebody may still wait for.</summary>
    public int GroupsInUse => groups.Count - unused.Count;

    /// <summary>The thread as one that runs coroutines; null: it has none but its own program.</summary>
    public Carrier? Find(int thread) => thread < carriers.Length ? carriers[thread] : null;

    /// <summary>It runs coroutines from now on, of which its program is one.</summary>
    public Carrier Of(int thread) => Find(thread) ?? Join(thread);

    /// <summary>How those of a thread's process run.</summary>
    public CoroutineModel ModelOf(int thread) => machine.ProcessOf(thread).Origin.Coroutines;

    /// <summary>The threads that the first coroutine of its process makes.</summary>
    public int MakesThreads(int thread) => Find(thread) is null && !shared.ContainsKey(machine.ProcessOf(thread))
        ? Math.Max(0, ModelOf(thread).Carriers - 1) : 0;

    /// <summary>What would block the thread makes its coroutine wait instead.</summary>
    public bool Awaits(int thread) => Find(thread) is { IsHelper: false, Current.Awaits: true };

    /// <summary>A coroutine of a thread starts another.</summary>
    /// <param name="slot">The word that names those to which it belongs, in the memory of who starts it.</param>
    /// <param name="atOnce">It runs before who starts it goes on; else when its turn comes.</param>
    public Flow Start(int thread, Program program, int slot, bool atOnce)
    {
        var carrier = In(thread);
        var loop = carrier.Loop;
        var group = GroupOf(ref machine.Word(thread, slot));
        loop.Counts.Started++;
        if (loop.Model.HasOwnThreads)
        {
            StartThread(thread, loop, program, group);
            return Flow.Next;
        }
        var started = NewIn(loop, program, group, pinned: null);
        (started.Random, started.NextChild) = lifecycle.StreamOfChild(thread);
        started.Pc = machine.Prepare(program);
        started.Frame = machine.Threads.Frames.Take(program.FrameSize);
        machine.KeepVariables(thread, started.Variables);
        if (!atOnce)
        {
            loop.Ready(started, carrier);
            return Flow.Next;
        }
        var starter = carrier.Current!;
        Save(carrier, starter, repeats: false);
        loop.ReadyFirst(starter, carrier);
        Load(carrier, started);
        return Flow.Next;
    }

    /// <summary>An operation that is awaited begins, or ends.</summary>
    public void CountAwait(int thread, int by) => In(thread).Current!.InAwaits += by;

    /// <summary>What would block the thread makes its coroutine wait instead, from here on.</summary>
    public void SetAwaits(int thread, bool awaits) => In(thread).Current!.AlwaysAwaits = awaits;

    /// <summary>Of those that wait with it for the same, it alone is told.</summary>
    public void BecomeExclusive(int thread) => In(thread).Current!.IsExclusive = true;

    /// <summary>The thread's coroutine is to end.</summary>
    public bool IsCancelled(int thread) => Find(thread)?.Current is { IsCancelled: true };

    /// <summary>The coroutine that a thread runs.</summary>
    public Coroutine RunBy(int thread) => Find(thread)!.Current!;

    /// <summary>The same, for what must not be done in the handler of a signal.</summary>
    Carrier In(int thread) => machine.AnySignalling?.IsInHandler(thread) != true ? Of(thread)
        : throw machine.Refuse(thread, "uses coroutines in the handler of a signal: that may only cancel them");

    Carrier Join(int thread)
    {
        var process = machine.ProcessOf(thread);
        var model = process.Origin.Coroutines;
        if (!model.IsOfProcess) return Become(thread, new(machine, model, process.Origin.CoroutineCounts));
        var isFirst = !shared.TryGetValue(process, out var loop);
        if (isFirst) shared[process] = loop = new(machine, model, process.Origin.CoroutineCounts);
        var joined = Become(thread, loop!);
        if (isFirst) AddThreads(loop!, thread, looking, model.Carriers - 1, areHelpers: false);
        return joined;
    }

    // They draw nothing: what the coroutines draw is not to depend on how many there are.
    void AddThreads(EventLoop loop, int parent, Program program, int count, bool areHelpers)
    {
        var next = machine.Threads.Lives[parent].NextChild;
        for (; count > 0; count--) Set(loop.Add(NewThread(parent, program, program.Name), areHelpers));
        machine.Threads.Lives[parent].NextChild = next;
    }

    /// <summary>The thread's own program is a coroutine of a loop, and runs.</summary>
    Carrier Become(int thread, EventLoop loop, CoroutineGroup? group = null)
    {
        var carrier = loop.Add(thread);
        Set(carrier);
        var program = machine.ClassOf(thread).Program;
        carrier.Main = NewIn(loop, program, group, pinned: loop.Model.IsOfProcess ? carrier : null);
        (carrier.Current, carrier.Main.State) = (carrier.Main, CoroutineState.Running);
        return carrier;
    }

    Coroutine NewIn(EventLoop loop, Program program, CoroutineGroup? group, Carrier? pinned)
    {
        var made = new Coroutine
        {
            Program = program, Loop = loop, Group = group, Pinned = pinned,
            Place = group is null ? 0 : ++group.Started, Variables = machine.RoomForVariables(),
        };
        loop.Alive.Add(made);
        group?.Members.Add(made);
        if (group is not null) loop.Counts.Changed(by: 1);
        return made;
    }

    void StartThread(int thread, EventLoop loop, Program program, CoroutineGroup group)
    {
        var child = NewThread(thread, program, program.Name);
        machine.CopyVariables(thread, child);
        Become(child, loop, group);
    }

    int NewThread(int parent, Program program, string name)
    {
        var its = lifecycle.SpawnedClass(parent, program, name, program);
        var child = lifecycle.Create(lifecycle.Child(parent, its, machine.ProcessOf(parent)), join: -1);
        machine.Observer?.ThreadSpawned(machine, parent, child);
        return child;
    }

    void Set(Carrier carrier)
    {
        if (carrier.Thread >= carriers.Length)
            Array.Resize(ref carriers, Math.Max(carrier.Thread + 1, carriers.Length * 2));
        carriers[carrier.Thread] = carrier;
    }
}
