using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.Signals;

/// <summary>
/// Sends signals, keeps those that are pending, and sees to it that somebody takes them: signal(7), POSIX 2.4.
/// </summary>
/// <remarks>
/// Ordinary signals do not queue: of each kind, one is pending for a process, and one for each of its threads. What
/// ends or stops a process does so at once; a handler is run by a thread at the next point where that is in user
/// mode, or in a wait that can be broken off. One for the process goes to its main thread or else to that of the
/// lowest number, of those that do not mask it.
/// </remarks>
sealed partial class Signalling(Machine machine, Dispatcher dispatcher)
{
    readonly PerThread<ThreadSignals> threads = new();

    /// <summary>Sent, to how many processes or threads.</summary>
    public long Sent { get; private set; }

    /// <summary>Lost, since one of their kind was pending.</summary>
    public long Merged { get; private set; }

    /// <summary>Those for which a handler ran.</summary>
    public long Handled { get; private set; }

    Alarms? alarms;
    public Alarms Alarms => alarms ??= new(machine);

    /// <summary>A thread comes into being.</summary>
    /// <param name="parent">Whose mask it inherits; −1: nobody's.</param>
    public void Begin(int thread, int parent)
    {
        // Read first: to look the parent up may move them all.
        var mask = parent < 0 ? default : threads[parent].Mask;
        threads[thread] = new() { Mask = mask };
        if (machine.ProcessOf(thread) is { IsStopped: true } or { Pending.IsEmpty: false }) Tell(thread);
    }

    /// <summary>A process has the same handlers as another, or a copy.</summary>
    public static void Inherit(Process child, Process from, bool shares)
    {
        if (shares) from.Handlers ??= new();
        child.Handlers = shares ? from.Handlers : from.Handlers?.Copy();
    }

    /// <summary>A signal for a process; nothing happens where that has ended.</summary>
    /// <param name="by">The thread that executes at this moment; −1: none does.</param>
    public void Send(Process to, Signal signal, int by) => Send(to, signal, by, only: -1);

    /// <summary>A signal for one thread.</summary>
    public void SendTo(int thread, Signal signal, int by) => Send(machine.ProcessOf(thread), signal, by, only: thread);

    /// <summary>
    /// A thread has done what it cannot go on after, such as touching memory that is not there; a handler may catch
    /// that, but it cannot be ignored or masked. For the thread that executes.
    /// </summary>
    public void Force(int thread, Signal signal)
    {
        var process = machine.ProcessOf(thread);
        if (EffectOn(process, signal) == Effect.Handle && !threads[thread].Mask.Contains(signal))
            SendTo(thread, signal, thread);
        else machine.ExitBySignal(process, signal);
    }

    /// <summary>A process reacts in another way from now on.</summary>
    public void React(Process process, Signal signal, Reaction reaction, int by)
    {
        (process.Handlers ??= new())[signal] = reaction;
        if (reaction.EffectOf(signal) == Effect.Ignore) Drop(process, SignalSet.Of(signal));
        Attend(process, by);
    }

    /// <summary>A thread masks other signals from now on.</summary>
    public void SetMask(int thread, SignalSet mask)
    {
        threads[thread].Mask = mask.Except(Defaults.Unstoppable);
        Attend(machine.ProcessOf(thread), thread);
    }

    public SignalSet MaskOf(int thread) => threads[thread].Mask;

    /// <summary>What a thread has not taken, sent to it or to its process.</summary>
    public SignalSet PendingFor(int thread) => threads[thread].Pending.With(machine.ProcessOf(thread).Pending);

    void Send(Process to, Signal signal, int by, int only)
    {
        if (to.IsOver || to == machine.Table.Init || signal == Signal.None) return;
        Sent++;
        machine.Observer?.SignalSent(machine, to, signal);
        if (signal == Signal.Cont)
        {
            Drop(to, Defaults.Stopping);
            Continue(to, by);
        }
        else if (Defaults.Stopping.Contains(signal)) Drop(to, SignalSet.Of(Signal.Cont));
        var isMasked = only < 0 ? IsMaskedBy(to, TakerOf(to, signal)) : threads[only].Mask.Contains(signal);
        // One that is masked may find another reaction when it is not any more.
        if (!isMasked && EffectOn(to, signal) == Effect.Ignore) return;
        var pending = only < 0 ? to.Pending : threads[only].Pending;
        if (pending.Contains(signal)) Merged++;
        else if (only < 0) to.Pending = pending.With(signal);
        else threads[only].Pending = pending.With(signal);
        Attend(to, by);
    }

    /// <summary>Lets each pending signal that somebody takes have its effect, or tells who is to handle it.</summary>
    void Attend(Process process, int by)
    {
        foreach (var thread in machine.Threads.Of(process))
            for (var left = threads[thread].Pending; !left.IsEmpty; left = left.Without(left.First))
            {
                if (threads[thread].Mask.Contains(left.First) || MustWait(process, left.First)) continue;
                if (!TryAct(process, left.First, thread, by, only: thread)) return;
            }
        for (var left = process.Pending; !left.IsEmpty; left = left.Without(left.First))
        {
            var taker = TakerOf(process, left.First);
            if (IsMaskedBy(process, taker) || MustWait(process, left.First)) continue;
            if (!TryAct(process, left.First, taker, by, only: -1)) return;
        }
    }

    // While it is stopped, nothing but its end reaches a process.
    static bool MustWait(Process process, Signal signal) => process.IsStopped && signal != Signal.Kill;

    /// <summary>False when the process has ended.</summary>
    bool TryAct(Process process, Signal signal, int taker, int by, int only)
    {
        var effect = EffectOn(process, signal);
        if (effect == Effect.Handle)
        {
            if (taker >= 0) Call(taker);
            return true;
        }
        if (only < 0) process.Pending = process.Pending.Without(signal);
        else threads[only].Pending = threads[only].Pending.Without(signal);
        if (effect == Effect.Stop) Stop(process, signal, by);
        if (effect != Effect.Terminate) return true;
        machine.ExitBySignal(process, signal);
        return false;
    }

    /// <summary>The thread that takes a signal for its process; −1 where all mask it.</summary>
    int TakerOf(Process process, Signal signal)
    {
        var found = -1;
        foreach (var thread in machine.Threads.Of(process))
        {
            if (threads[thread].Mask.Contains(signal)) continue;
            if (machine.Threads.Lives[thread].IsMain) return thread;
            if (found < 0) found = thread;
        }
        return found;
    }

    // One whose threads are all still to start masks nothing.
    static bool IsMaskedBy(Process process, int taker) => taker < 0 && process.Alive > 0;

    void Drop(Process process, SignalSet signals)
    {
        process.Pending = process.Pending.Except(signals);
        foreach (var thread in machine.Threads.Of(process))
            threads[thread].Pending = threads[thread].Pending.Except(signals);
    }

    static Effect EffectOn(Process process, Signal signal) =>
        signal == Signal.Kill ? Effect.Terminate
        : signal == Signal.Stop ? Effect.Stop
        : (process.Handlers?[signal] ?? Reaction.Default).EffectOf(signal);
}
