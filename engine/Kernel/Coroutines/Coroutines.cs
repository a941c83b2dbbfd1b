using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Coroutines;

/// <summary>The coroutines of a machine: how they start, wait, go on and end.</summary>
/// <remarks>
/// A thread runs one as it runs its own program: its place in the program, its frame, its random stream and its
/// variables are those of the coroutine meanwhile. To turn to another is to exchange these.
/// </remarks>
sealed class Coroutines(Machine machine, Lifecycle lifecycle)
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
        ref var life = ref machine.Threads.Lives[thread];
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

    /// <summary>A coroutine waits for a file, or for the time at which its call gives up.</summary>
    public Flow WaitForFile(int thread)
    {
        ref var transfer = ref machine.Threads.Transfers[thread];
        var current = Find(thread)!.Current!;
        if (current.IsCancelled) return machine.FinishEarly(thread, Errno.Canceled);
        if (transfer.GivesUpAt <= machine.Now) return machine.FinishEarly(thread, Errno.TimedOut);
        if (transfer.Since < 0) transfer.Since = machine.Now;
        var (file, writes, until) = (transfer.File!, transfer.Writes, transfer.GivesUpAt);
        var flow = Suspend(thread, repeats: true);
        current.WaitFor(file, writes, until);
        return flow;
    }

    /// <summary>The coroutine that a thread runs.</summary>
    public Coroutine RunBy(int thread) => Find(thread)!.Current!;

    /// <summary>A coroutine waits for a device, which it has asked, or for the time at which its call gives up.</summary>
    public Flow WaitForDevice(int thread)
    {
        ref var transfer = ref machine.Threads.Transfers[thread];
        transfer.Since = machine.Now;
        var (current, until) = (RunBy(thread), transfer.GivesUpAt);
        var flow = Suspend(thread, repeats: true);
        if (until != long.MaxValue) current.WaitUntil(until);
        return flow;
    }

    /// <summary>A coroutine that would wait for a device has a helper do so, where there are any.</summary>
    public bool HasHelpers(int thread) => Find(thread)!.Loop.Model.Helpers > 0;

    /// <summary>A helper is to execute the operation again: it waits in place of the loop.</summary>
    public Flow SendAway(int thread)
    {
        var carrier = Find(thread)!;
        var left = carrier.Current!;
        MakeHelpers(carrier);
        Save(carrier, left, repeats: true);
        (left.State, left.Since, left.WasCalled) = (CoroutineState.Away, machine.Now, false);
        carrier.HandsOver = left;
        Look(carrier);
        machine.Threads[thread].Pc = machine.Load(handing);
        return Flow.Next;
    }

    /// <summary>The loop has told its helpers.</summary>
    public void HandOver(int thread)
    {
        var carrier = Find(thread)!;
        if (carrier.HandsOver is { } left) carrier.Loop.SendAway(left);
        carrier.HandsOver = null;
    }

    /// <summary>A helper takes the place of a coroutine, or waits for one.</summary>
    public Flow TakeJob(int thread)
    {
        var helper = Find(thread)!;
        if (machine.Threads.Transfers[thread].IsOn) machine.EndCall(thread);
        var pc = machine.Threads[thread].Pc;
        if (helper.Loop.TakeAway() is { } next)
        {
            helper.Job = next.Pc;
            Load(helper, next);
            machine.Threads[thread].Pc = pc;
            return Flow.Next;
        }
        if (helper.Loop.Alive.Count == 0 || helper.Loop.Carriers.Count == 0) return End(helper);
        return Park(helper);
    }

    /// <summary>A helper executes the operation in which its coroutine waits.</summary>
    public Flow DoJob(int thread) => machine.Code.Steps[Find(thread)!.Job].Execute(machine, thread);

    /// <summary>The coroutine goes on in its loop, behind that operation.</summary>
    public Flow GiveBack(int thread)
    {
        var helper = Find(thread)!;
        var (done, pc) = (helper.Current!, machine.Threads[thread].Pc);
        Save(helper, done, repeats: false);
        done.Pc = helper.Job + 1;
        Look(helper);
        machine.Threads[thread].Pc = pc;
        if (helper.Loop.Carriers.Count == 0) Drop(thread, done, keepsFrame: false);
        else helper.Loop.Happened(done, Phase.Poll);
        return Flow.Next;
    }

    /// <summary>A coroutine waits for a time.</summary>
    public Flow WaitForTime(int thread, Duration time)
    {
        var current = Find(thread)!.Current!;
        if (current.IsCancelled) return Flow.Next;
        var flow = Suspend(thread, repeats: false);
        current.WaitUntil(machine.Now + time.Nanoseconds);
        return flow;
    }

    /// <summary>A coroutine lets the others go first.</summary>
    public Flow LetOthers(int thread)
    {
        var carrier = Find(thread)!;
        var current = carrier.Current!;
        var flow = Suspend(thread, repeats: false);
        if (current.Pinned is null) carrier.Loop.Happened(current, Phase.Check);
        else carrier.Loop.Ready(current, carrier);
        return flow;
    }

    /// <summary>
    /// A coroutine waits for those that a word names; what the last of them has left is answered.
    /// </summary>
    /// <param name="isRace">The first that ends is enough: which one is answered, and the others are to end.</param>
    public Flow WaitForGroup(int thread, int slot, bool isRace, RandomDuration? timeout)
    {
        var current = In(thread).Current!;
        var givesUpAt = machine.Begin(thread, wanted: null, timeout).GivesUpAt;
        ref var word = ref machine.Word(thread, slot);
        if (word == 0) return machine.Finish(thread, 0L);
        var group = groups[(int)word - 1];
        group.IsRace = isRace;
        if (current.IsCancelled)
        {
            CancelAll(group);
            return machine.Finish(thread, Errno.Canceled);
        }
        if (group.IsDone)
        {
            if (isRace) CancelAll(group);
            machine.Finish(thread, isRace ? group.First : group.Result);
            Abandon(ref word);
            return Flow.Next;
        }
        if (givesUpAt <= machine.Now) return machine.Finish(thread, Errno.TimedOut);
        var flow = Suspend(thread, repeats: true);
        current.WaitFor(group, givesUpAt);
        return flow;
    }

    /// <summary>Those that a word names are to end where they await something.</summary>
    public void Cancel(ref long word)
    {
        if (word != 0) CancelAll(groups[(int)word - 1]);
    }

    /// <summary>All coroutines of a thread's loop are to end, but those that are programs of threads.</summary>
    public void CancelAll(int thread)
    {
        if (Find(thread) is not { } carrier) return;
        foreach (var one in carrier.Loop.Alive.ToArray())
            if (one.Group is not null) Cancel(one);
    }

    /// <summary>The thread turns to the next coroutine, or waits for one.</summary>
    public Flow RunNext(int thread)
    {
        var carrier = Find(thread)!;
        if (machine.Threads.Transfers[thread].IsOn && Unparked(carrier) is { } flow) return flow;
        if (carrier.Loop.Take(carrier) is { } next)
        {
            Load(carrier, next);
            return Flow.Next;
        }
        if (IsDone(carrier)) return End(carrier);
        if (carrier.Loop.Ask(carrier)) return Flow.Next;
        return Park(carrier);
    }

    /// <summary>What it costs to turn to the next coroutine, or to ask for one.</summary>
    public Charge CostOfNext(int thread)
    {
        var carrier = Find(thread)!;
        if (carrier.Loop.HasWork(carrier)) return Charge.User(machine.Costs.CoroutineSwitch);
        if (IsDone(carrier) || carrier.Loop.Model.HasOwnThreads) return default;
        var costs = machine.Costs;
        return Charge.System(costs.SystemCall + costs.Epoll + costs.EpollFile * carrier.Loop.Happenings);
    }

    /// <summary>The program that a thread executes has come to its end: the thread goes on, if it is not
    /// over.</summary>
    public Flow EndProgram(int thread, int status)
    {
        var carrier = Find(thread)!;
        var ended = carrier.Current!;
        carrier.Status = status;
        ended.Result = ended.Group is null ? status : machine.Threads.Answers[thread].Value;
        if (ended != carrier.Main) LeaveFrame(thread, ended);
        else Save(carrier, ended, repeats: false);
        Forget(ended);
        if (ended != carrier.Main) carrier.Loop.Counts.Cancelled += ended.IsCancelled ? 1 : 0;
        Look(carrier);
        return Flow.Next;
    }

    /// <summary>A thread ends, or has another program: what it alone would have run is lost.</summary>
    public void Leave(int thread)
    {
        if (Find(thread) is not { } carrier) return;
        carriers[thread] = null;
        var loop = carrier.Loop;
        if (carrier.Current is { } running && running != carrier.Main)
        {
            LeaveFrame(thread, running);
            Forget(running);
        }
        else if (carrier.Current is not null) carrier.Main!.Frame = machine.Threads[thread].Frame;
        loop.Remove(carrier);
        if (carrier.Main is { State: not CoroutineState.Over } main) Drop(thread, main, keepsFrame: true);
        if (loop.Carriers.Count == 0)
        {
            // One that a helper runs ends with that.
            foreach (var one in loop.Alive.ToArray())
                if (one.State != CoroutineState.Running) Drop(thread, one, keepsFrame: false);
            loop.UnparkAll();
            shared.Remove(machine.ProcessOf(thread));
        }
        machine.Threads[thread].Frame = carrier.Main?.Frame ?? -1;
    }

    /// <summary>Whoever has started those that a word names waits for them no longer.</summary>
    public void Abandon(ref long word)
    {
        if (word == 0) return;
        var group = groups[(int)word - 1];
        word = 0;
        (group.Waiter, group.IsAbandoned) = (null, true);
        if (group.Members.Count == 0) Free(group);
    }

    /// <summary>The same, for what must not be done in the handler of a signal.</summary>
    Carrier In(int thread) => machine.AnySignalling?.IsInHandler(thread) != true ? Of(thread)
        : throw machine.Refuse(thread, "uses coroutines in the handler of a signal: that may only cancel them");

    Flow Park(Carrier carrier)
    {
        machine.Begin(carrier.Thread, wanted: null, timeout: null);
        carrier.IsParked = true;
        return machine.BlockOnIO(carrier.Thread, carrier);
    }

    void MakeHelpers(Carrier carrier)
    {
        var loop = carrier.Loop;
        if (loop.HasHelpers) return;
        var next = machine.Threads.Lives[carrier.Thread].NextChild;
        for (var more = loop.Model.Helpers; more > 0; more--)
            Set(loop.Add(NewThread(carrier.Thread, helping, helping.Name), isHelper: true));
        machine.Threads.Lives[carrier.Thread].NextChild = next;
    }

    // What has happened meanwhile is told at once: that was what it waited for.
    Flow? Unparked(Carrier carrier)
    {
        machine.EndCall(carrier.Thread);
        carrier.TurnSince = machine.Now;
        var told = carrier.Loop.Happenings;
        if (told == 0) return null;
        carrier.Loop.Ask(carrier);
        return machine.Work(carrier.Thread, machine.Costs.EpollFile * told);
    }

    Carrier Join(int thread)
    {
        var process = machine.ProcessOf(thread);
        var model = process.Origin.Coroutines;
        if (!model.IsOfProcess) return Become(thread, new(machine, model, process.Origin.CoroutineCounts));
        var isFirst = !shared.TryGetValue(process, out var loop);
        if (isFirst) shared[process] = loop = new(machine, model, process.Origin.CoroutineCounts);
        var joined = Become(thread, loop!);
        // They draw nothing: what the coroutines draw is not to depend on how many there are.
        var next = machine.Threads.Lives[thread].NextChild;
        for (var more = isFirst ? model.Carriers - 1 : 0; more > 0; more--)
            Set(loop!.Add(NewThread(thread, looking, looking.Name)));
        machine.Threads.Lives[thread].NextChild = next;
        return joined;
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

    CoroutineGroup GroupOf(ref long word)
    {
        if (word != 0) return groups[(int)word - 1];
        if (unused.TryPop(out var group)) group.Renew();
        else groups.Add(group = new(groups.Count));
        word = group.Number + 1;
        return group;
    }

    void Free(CoroutineGroup group) => unused.Push(group);

    void CancelAll(CoroutineGroup group)
    {
        foreach (var one in group.Members.ToArray()) Cancel(one);
    }

    static void Cancel(Coroutine one)
    {
        one.IsCancelled = true;
        if (one.State != CoroutineState.Waiting) return;
        one.Leave();
        one.Loop.Ready(one, by: null);
    }

    /// <summary>The thread leaves its coroutine, which waits from now on, and turns to the next.</summary>
    Flow Suspend(int thread, bool repeats)
    {
        var carrier = Find(thread)!;
        Save(carrier, carrier.Current!, repeats);
        carrier.Current!.State = CoroutineState.Waiting;
        Look(carrier);
        return Flow.Next;
    }

    void Look(Carrier carrier)
    {
        carrier.Current = null;
        ref var record = ref machine.Threads[carrier.Thread];
        (record.Pc, record.Frame) = (machine.Load(looking), -1);
    }

    void Save(Carrier carrier, Coroutine left, bool repeats)
    {
        var thread = carrier.Thread;
        ref var record = ref machine.Threads[thread];
        (left.Pc, left.Frame, left.Random) = (repeats ? record.Pc - 1 : record.Pc, record.Frame, record.Random);
        left.NextChild = machine.Threads.Lives[thread].NextChild;
        left.Repeats = repeats;
        machine.KeepVariables(thread, left.Variables);
        left.LaidAt = machine.Now;
        if (machine.Serving?.Of(thread) is { } request)
        {
            left.Request = request;
            request.LayDown();
        }
        ref var transfer = ref machine.Threads.Transfers[thread];
        (left.Call, transfer) = (transfer, default);
        left.Answer = machine.Threads.Answers[thread];
    }

    void Load(Carrier carrier, Coroutine next)
    {
        var thread = carrier.Thread;
        ref var record = ref machine.Threads[thread];
        (record.Pc, record.Frame, record.Random) = (next.Pc, next.Frame, next.Random);
        machine.Threads.Lives[thread].NextChild = next.NextChild;
        if (next.Repeats) machine.HasPaid(thread);
        machine.SetVariables(thread, next.Variables);
        (machine.Threads.Transfers[thread], next.Call) = (next.Call, default);
        machine.Threads.Answers[thread] = next.Answer;
        next.Request?.HandTo(thread, waited: next.Since - next.LaidAt);
        next.Request = null;
        var counts = carrier.Loop.Counts;
        counts.Switches++;
        if (next.WasCalled) counts.Delay.Add(new(machine.Now - next.Since));
        (next.State, next.Repeats, carrier.Current) = (CoroutineState.Running, false, next);
    }

    static bool IsDone(Carrier carrier) => carrier.Loop.Alive.Count == 0
        || carrier.Loop.Model.HasOwnThreads && carrier.Main is { State: CoroutineState.Over, Group: not null };

    Flow End(Carrier carrier)
    {
        machine.ExitThread(carrier.Thread, carrier.Status);
        return Flow.Exited;
    }

    /// <summary>A coroutine is over: who waits for that goes on.</summary>
    void Forget(Coroutine ended)
    {
        ended.State = CoroutineState.Over;
        ended.Loop.Alive.Remove(ended);
        if (ended.Loop.Alive.Count == 0) ended.Loop.UnparkAll();
        if (ended.Group is not { } group) return;
        ended.Loop.Counts.Changed(by: -1);
        group.Members.Remove(ended);
        group.Result = ended.Result;
        if (group.First == 0) group.First = ended.Place;
        if (group is { IsDone: true, Waiter: { } waiter })
        {
            (group.Waiter, waiter.Awaited) = (null, null);
            waiter.Loop.Ready(waiter, by: null);
        }
        if (group is { IsAbandoned: true, Members.Count: 0 }) Free(group);
    }

    /// <summary>A coroutine ends where it stands, with whom alone could have run it.</summary>
    void Drop(int thread, Coroutine dropped, bool keepsFrame)
    {
        dropped.Leave();
        dropped.Loop.Withdraw(dropped);
        // Who alone was told of something leaves it to others.
        if (dropped is { WasCalled: true, Call.File: { IsReadable: true } file }) file.HasChanged(Use.Reading);
        dropped.Call.File?.RemoveUser();
        dropped.Call.File = null;
        if (!keepsFrame)
        {
            machine.Threads[thread].Frame = dropped.Frame;
            LeaveFrame(thread, dropped);
        }
        Forget(dropped);
    }

    void LeaveFrame(int thread, Coroutine left) => machine.LeaveFrame(thread, left.Program);
}
