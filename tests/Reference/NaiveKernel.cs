namespace Timeslice.Tests.Reference;

/// A simulator of the documented semantics that is too simple to be wrong: time
/// passes nanosecond by nanosecond over plain lists.
/// <remarks>
/// An instant: whatever was planned for it happens, in the order in which it was planned; then the CPUs that asked
/// decide, free ones before those whose slice is over, each kind in the order in which they asked, each followed by
/// what it causes. A CPU plans when a switch or burst begins, when a slice ends with nobody ready, and when somebody
/// becomes ready whom no idle CPU will take while its own plan did not yet look at the end of the slice.
/// </remarks>
sealed class NaiveKernel
{
    enum State { Ready, User, System, OnLock, OnJoin, Sleeping, Exited }
    enum Busy { Idle, Switching, User, System }

    sealed class Thread
    {
        public int Index, Number, Process, Left, WakeAt, Planned, FirstRun = -1, ExitAt = -1, BlockedSince;
        public required IEnumerator<Step> Steps;
        public Step? Current;
        public bool Paid, InKernel;
        public State State;
        public Cpu? Last;
        public Room? Awaited;
        public Thread? Parent;
        public int NameOfJoin, AwaitedJoin;
        public readonly Dictionary<int, int> Children = [];
        public readonly long[] Times = new long[6];
    }

    sealed class Cpu
    {
        public int Number, LastProcess = -1, SwitchLeft, Ran, Planned;
        public Thread? Thread, LastThread;
        public Busy Busy;
        public bool HasPlan, WatchesSlice, Asked;
        public readonly long[] Times = new long[4];
    }

    /// A lock: a mutex when it has an owner's rule, else so many permits.
    sealed class Room
    {
        public required int Permits;
        public required bool IsMutex;
        public readonly List<Thread> Holders = [], Line = [];
        public long Waited, Held;
        public int Grants, Contended, MostHolders, MostWaiters;
    }

    sealed class Ended(int reason) : Exception
    {
        public int Reason => reason;
    }

    const int Done = 0, TimeReached = 1, DeadlockFound = 3, ProgramError = 5;

    readonly Scenario scenario;
    readonly Prices prices;
    readonly List<Thread> all = [], ready = [];
    readonly Stack<int> freeNumbers = new();
    readonly List<(int At, int Planned, Starter Thread)> arrivals = [];
    readonly List<Cpu> cpus = [], asked = [];
    readonly List<Room> rooms = [];
    readonly List<(int At, int Cpu, int Thread)> dispatches = [];
    int now, plans, lost, threadSwitches, processSwitches, voluntary, involuntary, numbers;
    bool isCycle;
    List<int> cycle = [];

    NaiveKernel(Scenario scenario)
    {
        (this.scenario, prices) = (scenario, scenario.Prices);
        for (var i = 0; i < scenario.Cpus; i++) cpus.Add(new() { Number = i });
        foreach (var permits in scenario.Locks)
            rooms.Add(new() { Permits = Math.Max(1, permits), IsMutex = permits == 0 });
        foreach (var thread in scenario.Threads)
            if (thread.At == 0) Create(thread.Process, thread.Steps, null, 0);
            else arrivals.Add((thread.At, plans++, thread));
    }

    public static Outcome Run(Scenario scenario)
    {
        var kernel = new NaiveKernel(scenario);
        var reason = kernel.Run();
        return kernel.Report(reason);
    }

    int Run()
    {
        try
        {
            while (true)
            {
                Happen();
                while (asked.Count > 0)
                {
                    // Free ones first: nobody is preempted for a CPU that is free.
                    var cpu = asked.Find(c => c.Thread is null) ?? asked[0];
                    asked.Remove(cpu);
                    Decide(cpu);
                }
                var isQuiet = arrivals.Count == 0
                    && cpus.All(c => c.Thread is null) && all.All(t => t.State != State.Sleeping);
                if (isQuiet) return Quiet();
                if (now == scenario.Until) return TimeReached;
                Pass();
            }
        }
        catch (Ended end) { return end.Reason; }
    }

    int Quiet()
    {
        if (all.All(t => t.State == State.Exited))
        {
            // A run that was asked to last until a time lasts until then.
            var rest = scenario.Until - now;
            foreach (var cpu in cpus) cpu.Times[(int)Busy.Idle] += rest;
            foreach (var room in rooms) room.Held += rest * room.Holders.Count;
            now = scenario.Until;
            return Done;
        }
        isCycle = all.Exists(start => Reaches(start, start, []));
        return DeadlockFound;
    }

    void Pass()
    {
        now++;
        foreach (var cpu in cpus)
        {
            cpu.Times[(int)cpu.Busy]++;
            if (cpu.Busy == Busy.Switching) cpu.SwitchLeft--;
            else if (cpu.Thread is not null) { cpu.Thread.Left--; cpu.Ran++; }
        }
        foreach (var thread in all) if (thread.State != State.Exited) thread.Times[(int)thread.State]++;
        foreach (var room in rooms) room.Held += room.Holders.Count;
    }

    void Happen()
    {
        var due = new List<(int Planned, Action Do)>();
        foreach (var (at, planned, starter) in arrivals)
            if (at == now) due.Add((planned, () => Create(starter.Process, starter.Steps, null, 0)));
        arrivals.RemoveAll(a => a.At == now);
        foreach (var thread in all)
            if (thread.State == State.Sleeping && thread.WakeAt == now)
                due.Add((thread.Planned, () => { if (thread.State == State.Sleeping) MakeReady(thread); }));
        foreach (var cpu in cpus)
        {
            if (!cpu.HasPlan) continue;
            var planned = cpu.Planned;
            if (cpu.Busy == Busy.Switching
                ? cpu.SwitchLeft == 0
                : cpu.Thread!.Left == 0 || cpu.WatchesSlice && SliceIsOver(cpu))
                due.Add((planned, () => { if (cpu.HasPlan && cpu.Planned == planned) Happen(cpu); }));
        }
        foreach (var (_, act) in due.OrderBy(d => d.Planned)) act();
    }

    void Happen(Cpu cpu)
    {
        cpu.HasPlan = false;
        if (cpu.Busy == Busy.Switching) Begin(cpu);
        else if (cpu.Thread!.Left == 0) Step(cpu);
        else Plan(cpu);
    }

    bool SliceIsOver(Cpu cpu) => cpu.Ran > 0 && cpu.Ran % scenario.Quantum == 0;

    void Plan(Cpu cpu)
    {
        cpu.WatchesSlice = scenario.Quantum > 0 && ready.Count > 0;
        if (cpu.WatchesSlice && SliceIsOver(cpu)) Ask(cpu);
        else (cpu.HasPlan, cpu.Planned) = (true, plans++);
    }

    void Ask(Cpu cpu)
    {
        cpu.HasPlan = false;
        // One that asked when its slice was over asks anew when it becomes free.
        asked.Remove(cpu);
        cpu.Asked = true;
        asked.Add(cpu);
    }

    void MakeReady(Thread thread)
    {
        thread.State = State.Ready;
        ready.Add(thread);
        var idle = cpus.Where(c => c.Thread is null && !c.Asked).ToList();
        if (idle.Count > 0) Ask(thread.Last is not null && idle.Contains(thread.Last) ? thread.Last : idle[0]);
        else if (scenario.Quantum > 0)
        {
            foreach (var cpu in cpus)
                if (cpu.HasPlan && cpu.Busy != Busy.Switching && !cpu.WatchesSlice && cpu.Thread!.Left > 0) Plan(cpu);
        }
    }

    void Decide(Cpu cpu)
    {
        cpu.Asked = false;
        if (cpu.Thread is { } current)
        {
            if (ready.Count == 0) { Plan(cpu); return; }
            involuntary++;
            current.State = State.Ready;
            ready.Add(current);
            (cpu.Thread, cpu.Busy) = (null, Busy.Idle);
        }
        if (ready.Count == 0) return;
        var next = ready[0];
        ready.RemoveAt(0);
        dispatches.Add((now, cpu.Number, next.Index));
        (cpu.Thread, next.Last) = (next, cpu);
        var cost = 0;
        if (cpu.LastProcess != next.Process) { processSwitches++; cost = prices.ProcessSwitch; }
        else if (cpu.LastThread != next) { threadSwitches++; cost = prices.ThreadSwitch; }
        (cpu.LastThread, cpu.LastProcess) = (next, next.Process);
        if (cost == 0) Begin(cpu);
        else
        {
            (cpu.Busy, cpu.SwitchLeft) = (Busy.Switching, cost);
            (cpu.HasPlan, cpu.Planned) = (true, plans++);
        }
    }

    void Begin(Cpu cpu)
    {
        cpu.Ran = 0;
        if (cpu.Thread!.FirstRun < 0) cpu.Thread.FirstRun = now;
        if (cpu.Thread.Left > 0) Burst(cpu);
        else Step(cpu);
    }

    void Burst(Cpu cpu)
    {
        (cpu.Busy, cpu.Thread!.State) = cpu.Thread.InKernel ? (Busy.System, State.System) : (Busy.User, State.User);
        Plan(cpu);
    }

    void Step(Cpu cpu)
    {
        var thread = cpu.Thread!;
        while (true)
        {
            (cpu.Busy, thread.State) = (Busy.User, State.User);
            if (thread.Current is null)
            {
                if (!thread.Steps.MoveNext()) { Die(thread); return; }
                thread.Current = thread.Steps.Current;
            }
            var (cost, inKernel) = thread.Paid ? (0, false) : CostOf(thread.Current);
            if (cost > 0)
            {
                (thread.Left, thread.Paid, thread.InKernel) = (cost, true, inKernel);
                Burst(cpu);
                return;
            }
            var step = thread.Current;
            (thread.Current, thread.Paid, thread.InKernel) = (null, false, false);
            if (!GoesOn(cpu, thread, step)) return;
        }
    }

    (int, bool) CostOf(Step step) => step.Verb switch
    {
        Verb.Sleep or Verb.Yield or Verb.Join or Verb.Exit => (prices.SystemCall, true),
        Verb.Spawn => (prices.ThreadCreate, true),
        Verb.Lock when rooms[step.Of] is { Line.Count: 0 } room && room.Holders.Count < room.Permits =>
            (prices.LockOperation, false),
        Verb.Unlock when rooms[step.Of].Line.Count == 0 => (prices.LockOperation, false),
        Verb.Lock or Verb.Unlock => (prices.SystemCall, true),
        _ => (0, false),
    };

    /// Has the step's effect; true when the thread takes its next step at once.
    bool GoesOn(Cpu cpu, Thread thread, Step step)
    {
        switch (step.Verb)
        {
            case Verb.Compute:
                if (step.Number == 0) return true;
                thread.Left = step.Number;
                Burst(cpu);
                return false;
            case Verb.Sleep:
                if (step.Number == 0) return true;
                (thread.WakeAt, thread.Planned) = (now + step.Number, plans++);
                Block(cpu, thread, State.Sleeping);
                return false;
            case Verb.Yield:
                voluntary++;
                thread.State = State.Ready;
                ready.Add(thread);
                Free(cpu);
                return false;
            case Verb.Lock: return Lock(cpu, thread, rooms[step.Of]);
            case Verb.Unlock: Unlock(thread, rooms[step.Of]); return true;
            case Verb.Spawn:
                thread.Children[step.Of] = thread.Children.GetValueOrDefault(step.Of) + 1;
                Create(thread.Process, step.Body, thread, step.Of);
                return true;
            case Verb.Join:
                if (thread.Children.GetValueOrDefault(step.Of) == 0) return true;
                thread.AwaitedJoin = step.Of;
                Block(cpu, thread, State.OnJoin);
                return false;
            case Verb.Exit:
                var victims = all.Where(t => t.State != State.Exited && t.Process == thread.Process);
                foreach (var victim in victims.OrderBy(t => t.Number).ToList()) Die(victim);
                return false;
            default: throw new InvalidOperationException($"{step}");
        }
    }

    void Block(Cpu cpu, Thread thread, State state)
    {
        (thread.State, thread.BlockedSince) = (state, now);
        voluntary++;
        Free(cpu);
    }

    void Free(Cpu cpu)
    {
        (cpu.Thread, cpu.HasPlan, cpu.Busy) = (null, false, Busy.Idle);
        if (ready.Count > 0) Ask(cpu);
    }

    bool Lock(Cpu cpu, Thread thread, Room room)
    {
        if (room.Line.Count == 0 && room.Holders.Count < room.Permits)
        {
            Grant(room, thread);
            return true;
        }
        room.Line.Add(thread);
        room.MostWaiters = Math.Max(room.MostWaiters, room.Line.Count);
        thread.Awaited = room;
        thread.State = State.OnLock;
        if (room.IsMutex) LookForCycleOfOwners(thread);
        Block(cpu, thread, State.OnLock);
        return false;
    }

    void LookForCycleOfOwners(Thread thread)
    {
        var chain = new List<int>();
        for (var at = thread; at.State == State.OnLock && at.Awaited!.IsMutex && !chain.Contains(at.Index);)
        {
            chain.Add(at.Index);
            at = at.Awaited.Holders[0];
            if (at != thread) continue;
            (isCycle, cycle) = (true, chain);
            throw new Ended(DeadlockFound);
        }
    }

    static void Grant(Room room, Thread thread)
    {
        room.Grants++;
        room.Holders.Add(thread);
        room.MostHolders = Math.Max(room.MostHolders, room.Holders.Count);
    }

    void Unlock(Thread thread, Room room)
    {
        if (room.IsMutex ? !room.Holders.Contains(thread) : room.Holders.Count == 0) throw new Ended(ProgramError);
        if (!room.Holders.Remove(thread)) room.Holders.RemoveAt(0);
        if (room.Line.Count == 0) return;
        var next = room.Line[0];
        room.Line.RemoveAt(0);
        room.Contended++;
        room.Waited += now - next.BlockedSince;
        Grant(room, next);
        MakeReady(next);
    }

    void Create(int process, Step[] steps, Thread? parent, int nameOfJoin)
    {
        var number = freeNumbers.Count > 0 ? freeNumbers.Pop() : numbers++;
        var born = new Thread
        {
            Index = all.Count, Number = number, Process = process, Steps = Walk(steps).GetEnumerator(),
            Parent = parent, NameOfJoin = nameOfJoin,
        };
        all.Add(born);
        MakeReady(born);
    }

    void Die(Thread thread)
    {
        lost += rooms.Count(r => r.IsMutex && r.Holders.Contains(thread));
        if (thread.State == State.OnLock) thread.Awaited!.Line.Remove(thread);
        ready.Remove(thread);
        if (cpus.Find(c => c.Thread == thread) is { } cpu) Free(cpu);
        (thread.State, thread.ExitAt) = (State.Exited, now);
        if (thread.Parent is { State: not State.Exited } parent && --parent.Children[thread.NameOfJoin] == 0
            && parent.State == State.OnJoin && parent.AwaitedJoin == thread.NameOfJoin)
            MakeReady(parent);
        freeNumbers.Push(thread.Number);
    }

    static IEnumerable<Step> Walk(Step[] steps)
    {
        foreach (var step in steps)
        {
            if (step.Verb != Verb.Repeat) yield return step;
            else
                for (var turn = 0; turn < step.Number; turn++)
                    foreach (var inner in Walk(step.Body)) yield return inner;
        }
    }

    bool Reaches(Thread from, Thread target, HashSet<Thread> seen) =>
        WaitsFor(from).Any(next => next == target || seen.Add(next) && Reaches(next, target, seen));

    IEnumerable<Thread> WaitsFor(Thread thread) => thread.State switch
    {
        State.OnLock => thread.Awaited!.Holders.Where(h => h.State != State.Exited),
        State.OnJoin => all.Where(t =>
            t.State != State.Exited && t.Parent == thread && t.NameOfJoin == thread.AwaitedJoin),
        _ => [],
    };

    Outcome Report(int reason)
    {
        var outcome = new Outcome();
        foreach (var (i, (at, cpu, thread)) in dispatches.Index()) outcome.Dispatch(i, at, cpu, thread);
        outcome.Add("ending", 0, reason);
        outcome.Add("ends at", 0, now);
        outcome.Add("deadlock is a cycle", 0, isCycle ? 1 : 0);
        foreach (var index in cycle) outcome.Add("in the cycle", 0, index);
        outcome.Add("locks lost", 0, lost);
        outcome.Switches(threadSwitches, processSwitches, voluntary, involuntary);
        foreach (var thread in all) outcome.Thread(thread.Index, thread.FirstRun, thread.ExitAt, thread.Times);
        foreach (var cpu in cpus) outcome.Cpu(cpu.Number, state => cpu.Times[state]);
        foreach (var (number, room) in rooms.Index())
            outcome.Lock(
                number, room.Grants, room.Contended, room.Waited, room.Held, room.MostHolders, room.MostWaiters);
        return outcome;
    }
}
