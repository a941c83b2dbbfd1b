using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Signals;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel;

/// <content>Its processes, from their beginning to their end.</content>
public sealed partial class Machine
{
    // Stand where the number of a join would: for the exit of one thread; for the end of a child; for a vfork's child;
    // for a signal.
    const long OneThread = -1, AChild = -2, VforkChild = -3, ASignal = -4;

    /// <summary>The most processes, zombies too, that there may be at a time; from 1.</summary>
    public int MaxProcesses { get; init; } = 32_768;

    /// <summary>The largest process number; after it, free ones are given again from 2 on.</summary>
    public int MaxPid { get; init; } = 4_194_304;

    /// <summary>Processes that have been created, and the most that there were at a time.</summary>
    public long ProcessesCreated => Table.Created;
    public int MostProcesses => Table.Most;

    /// <summary>The most processes at a time that had ended without their parents asking how.</summary>
    public int MostZombies => Table.MostZombies;

    /// <summary>Those that are alive or zombies at present, by number.</summary>
    public IReadOnlyList<Process> PresentProcesses => [.. Table.All.OrderBy(process => process.Pid)];

    /// <summary>The process that a thread belongs to.</summary>
    public Process ProcessOf(int thread) => Threads.ProcessOf(thread, ClassOf(thread));

    internal ProcessTable Table => field ??= new(this);
    internal Forking Forking => lifecycle.Forking;

    /// <summary>A system call comes back.</summary>
    internal Flow Answer(int thread, long value, long status = 0)
    {
        Threads.Answers[thread] = new(value, status);
        return Flow.Next;
    }

    internal Flow Answer(int thread, Errno error) => Answer(thread, -(long)error);

    internal Flow BlockOnChild(int thread)
    {
        Threads[thread].Left = AChild;
        Enter(thread, ThreadState.BlockedOnJoin);
        return Flow.Blocked;
    }

    /// <summary>A thread waits until a child that shares its memory lets it go on.</summary>
    internal Flow SuspendFor(int thread, Process child, int frame)
    {
        child.Suspends = new(thread, Threads[thread].Generation, frame);
        Threads[thread].Left = VforkChild;
        Enter(thread, ThreadState.BlockedOnJoin);
        return Flow.Blocked;
    }

    internal bool AwaitsChild(int thread) =>
        Threads[thread] is { State: ThreadState.BlockedOnJoin, Left: AChild or VforkChild };

    /// <summary>The children for whose end a thread is blocked: of them one must end, or all.</summary>
    internal IEnumerable<Process> ChildrenAwaitedBy(int thread, out bool isOneEnough)
    {
        var process = ProcessOf(thread);
        isOneEnough = false;
        if (Threads[thread].Left == VforkChild)
            return process.Children.Members.Where(child => child.Suspends?.Thread == thread);
        var wanted = Threads.Wanted[thread];
        isOneEnough = !wanted.IsAll;
        return process.Children.Members.Where(child => wanted.Fits(child));
    }

    /// <summary>A thread that waits for the exit of others does so no longer.</summary>
    internal void LeaveJoin(int thread)
    {
        switch (Threads[thread].Left)
        {
            case OneThread: ThreadAwaitedBy(thread)!.Joiners.Remove(Threads, thread); break;
            case AChild: ProcessOf(thread).Children.Forget(thread); break;
            case VforkChild: break;
            case var join: lifecycle.Joins.Forget((int)join); break;
        }
    }

    internal bool EndsProcess(int thread) => lifecycle.Endings.EndsProcess(thread);

    /// <summary>What it costs that a thread is over.</summary>
    internal Charge CostOfEnding(int thread) => EndsProcess(thread) ? Charge.System(Costs.Exit) : default;

    internal void ExitThread(int thread, int status = 0) => lifecycle.Endings.ExitThread(thread, status);
    internal void LeaveProcess(int thread) => lifecycle.Endings.LeaveProcess(thread);
    internal void ExitProcess(int thread, int status) => lifecycle.Endings.ExitProcess(ProcessOf(thread), status);

    /// <summary>A process ends by a signal.</summary>
    internal void ExitBySignal(Process process, Signal signal) => lifecycle.Endings.ExitBySignal(process, signal);

    /// <summary>
    /// A thread returns from a program; true where that ruins the stack of the parent that waits for it.
    /// </summary>
    /// <param name="frame">Which word leads back from the program; −1 from the first.</param>
    internal bool Ruins(int thread, int frame)
    {
        if (!Table.HasForked || ProcessOf(thread).Suspends is not { } suspended) return false;
        if (suspended.Frame != frame) return false;
        suspended.IsRuined = true;
        var (child, parent) = (ProcessOf(thread), ProcessOf(suspended.Thread));
        Note($"{Describe(thread)} of {child} returns from the program that called vfork, on the stack that {parent} "
            + "waits to go on with: that is ruined");
        Threads.Answers[suspended.Thread] = new(child.Pid, Status: -1);
        ExitProcess(thread, 0);
        return true;
    }

    /// <summary>A thread has another program from now on, and its process memory of its own.</summary>
    /// <param name="image">What that takes of memory.</param>
    internal void Execute(int thread, Program program, Bytes image = default)
    {
        var process = ProcessOf(thread);
        Serving?.Died(thread);
        lifecycle.Endings.EndOthers(thread);
        EndStack(thread);
        ForgetReady(thread);
        process.Space.Leave();
        process.Handlers = process.Handlers?.OfNewProgram();
        process.Handles = process.Handles.Execute();
        process.Space = NewSpace(process);
        BeginImage(process, image);
        BeginStack(thread, process, copied: -1);
        lifecycle.Endings.EndSuspension(process);
        ChangeClass(thread, lifecycle.SpawnedClass(thread, program, program.Name, program));
        BeginVariables(thread);
        Observer?.ProcessExecuted(this, process, thread);
    }

    /// <summary>The words of memory that a thread's program uses are free.</summary>
    internal void LeaveProgram(int thread)
    {
        signalling?.Abandon(thread);
        coroutines?.Leave(thread);
        LeaveFrame(thread, ClassOf(thread).Program);
    }

    void ChangeClass(int thread, ThreadClass its)
    {
        LeaveProgram(thread);
        ref var record = ref Threads[thread];
        Spent(record.Class, record.State) += Now - record.Since;
        if (record.State == ThreadState.Ready) record.Ready += Now - record.Since;
        else Threads.CpuTimes[thread] += Now - record.Since;
        (record.Since, record.Class, record.Pc, record.Left) = (Now, its.Number, its.Start, 0);
        record.Frame = Threads.Frames.Take(its.Program.FrameSize);
        ref var life = ref Threads.Lives[thread];
        (life.Serial, life.IsMain) = (++its.Created, true);
        dispatcher.ChangesClass(thread);
    }
}
