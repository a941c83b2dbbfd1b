using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.Signals;

/// <content>How threads come to execute handlers, and return from them.</content>
/// <remarks>
/// A handler has a frame of its own, so that any program may be interrupted by any. Its signal is masked meanwhile. Of
/// several signals, that of the lowest number is taken first; those that were pending when a handler began are taken
/// when it returns, one that comes later interrupts it. What is paid for already, a system call or an atomic operation,
/// is done first.
/// </remarks>
sealed partial class Signalling
{
    // What is not a computation in user mode is not broken off.
    const ThreadFlags Unbroken = ThreadFlags.CostPaid | ThreadFlags.InKernel | ThreadFlags.Contends;

    readonly Activations activations = new();

    /// <summary>Handlers that are being executed.</summary>
    public int Active => activations.Count;

    public bool IsInHandler(int thread) => threads[thread].Top != 0;

    /// <summary>The frame of a thread's own program, not of its handlers.</summary>
    public int FrameOf(int thread)
    {
        var frame = machine.Threads[thread].Frame;
        for (var top = threads[thread].Top; top != 0; top = activations[top].Below) frame = activations[top].Frame;
        return frame;
    }

    /// <summary>What a thread has still to compute is put aside while it handles a signal; false where it has
    /// nothing to, or must do it first.</summary>
    public bool TryPutAside(int thread)
    {
        ref var record = ref machine.Threads[thread];
        if (record.Left == 0 || (record.Flags & Unbroken) != 0) return false;
        (threads[thread].Owed, record.Left) = (record.Left, 0);
        return true;
    }

    /// <summary>A thread on its CPU takes the first signal that it may, if any still is there for it.</summary>
    public Flow Take(int thread)
    {
        machine.Threads[thread].Flags &= ~ThreadFlags.HasSignal;
        ref var its = ref threads[thread];
        var process = machine.ProcessOf(thread);
        while (its.Pending.With(process.Pending).Except(its.Mask) is { IsEmpty: false, First: var signal })
        {
            if (its.Pending.Contains(signal)) its.Pending = its.Pending.Without(signal);
            else process.Pending = process.Pending.Without(signal);
            if (EffectOn(process, signal) != Effect.Handle) continue;
            Enter(thread, process.Handlers![signal], signal);
            return Flow.Next;
        }
        if (its.IsCallBroken) EndCall(thread, restarts: true);
        return GoOn(thread);
    }

    /// <summary>A thread returns from a handler.</summary>
    public Flow Return(int thread)
    {
        Leave(thread);
        var process = machine.ProcessOf(thread);
        Attend(process, thread);
        if (process.IsOver) return Flow.Exited;
        if (process.IsStopped) return Flow.Blocked;
        return (machine.Threads[thread].Flags & ThreadFlags.HasSignal) != 0 ? Flow.Next : GoOn(thread);
    }

    /// <summary>A thread is over, or has another program: it returns from no handler.</summary>
    public void Abandon(int thread)
    {
        while (IsInHandler(thread)) Leave(thread);
        ref var its = ref threads[thread];
        (its.Owed, its.IsCallBroken) = (0, false);
    }

    /// <summary>A child of <c>fork</c> stands in the handlers in which its parent does.</summary>
    public void Copy(int from, int to)
    {
        ref var own = ref threads[to];
        own.Owed = threads[from].Owed;
        var stack = new Stack<Activation>();
        for (var top = threads[from].Top; top != 0; top = activations[top].Below) stack.Push(activations[top]);
        // Each is left with the frame of the one above it; the topmost is that of the thread.
        var frames = stack.Skip(1).Select(above => above.Frame).Append(machine.Threads[from].Frame).ToArray();
        foreach (var (i, one) in stack.Index())
        {
            var before = machine.Threads[to].Frame;
            own.Top = activations.Add(one with { Below = own.Top, Frame = before });
            machine.Threads[to].Frame = Copied(one.Handler, frames[i]);
        }
    }

    int Copied(Program handler, int from)
    {
        var frame = machine.Threads.Frames.Take(handler.FrameSize);
        for (var i = 0; i < handler.FrameSize; i++)
            machine.Threads.Frames[frame + i] = machine.Threads.Frames[from + i];
        foreach (var slot in handler.JoinSlots) machine.Threads.Frames[frame + slot] = 0;
        return frame;
    }

    void Enter(int thread, Reaction reaction, Signal signal)
    {
        // Who signals itself in a handler may go on so for ever in one instant.
        machine.CountTurn(thread);
        ref var its = ref threads[thread];
        ref var record = ref machine.Threads[thread];
        if (its.IsCallBroken) EndCall(thread, reaction.Restarts);
        var handler = reaction.Handler!;
        its.Top = activations.Add(new(its.Top, handler, record.Pc, record.Frame, its.Owed, its.Mask,
            machine.Threads.Answers[thread], machine.Threads.Attempts[thread].Outcome, machine.BroughtTo(thread)));
        (its.Owed, its.Mask) = (0, its.Mask.With(signal));
        (record.Pc, record.Frame) = (machine.Load(handler), machine.Threads.Frames.Take(handler.FrameSize));
        Handled++;
        machine.Observer?.SignalTaken(machine, thread, signal);
    }

    void Leave(int thread)
    {
        ref var its = ref threads[thread];
        var left = activations.Take(its.Top);
        machine.LeaveFrame(thread, left.Handler);
        ref var record = ref machine.Threads[thread];
        (record.Pc, record.Frame) = (left.Pc, left.Frame);
        (its.Top, its.Owed, its.Mask) = (left.Below, left.Owed, left.Mask);
        machine.Threads.Answers[thread] = left.Answer;
        machine.Threads.Attempts[thread].Outcome = left.Outcome;
        machine.GiveBack(thread, left.Brought);
    }

    /// <summary>With what it had to compute when a signal came.</summary>
    Flow GoOn(int thread)
    {
        var owed = threads[thread].Owed;
        threads[thread].Owed = 0;
        return machine.Work(thread, new(owed));
    }

    // A wait that cannot begin anew comes back with EINTR whatever the handler says.
    void EndCall(int thread, bool restarts)
    {
        threads[thread].IsCallBroken = false;
        var operation = machine.CallOf(thread);
        if (restarts && operation.TryRestart(machine, thread)) machine.Threads[thread].Pc--;
        else operation.BreakOff(machine, thread);
    }

    /// <summary>A thread is to take a signal as soon as it can.</summary>
    void Call(int thread)
    {
        Tell(thread);
        if (!machine.Threads[thread].IsBlocked) dispatcher.BreakOff(thread);
        else if (machine.CallOf(thread).MayBeBrokenOff(machine, thread))
        {
            machine.LeaveWhatItWaitsFor(thread);
            threads[thread].IsCallBroken = true;
            machine.Wake(thread);
        }
    }

    /// <summary>A thread has blocked that was told of a signal before it did.</summary>
    public void Blocks(int thread)
    {
        if (!machine.Threads[thread].IsBlocked || !machine.CallOf(thread).MayBeBrokenOff(machine, thread)) return;
        var process = machine.ProcessOf(thread);
        for (var left = PendingFor(thread).Except(threads[thread].Mask); !left.IsEmpty; left = left.Without(left.First))
            if (EffectOn(process, left.First) == Effect.Handle)
            {
                Call(thread);
                return;
            }
    }

    /// <summary>A thread is over, and others take what it would have taken for its process.</summary>
    public void ThreadLeft(Process process)
    {
        if (!process.Pending.IsEmpty) Attend(process, by: -1);
    }

    void Tell(int thread) => machine.Threads[thread].Flags |= ThreadFlags.HasSignal;
}
