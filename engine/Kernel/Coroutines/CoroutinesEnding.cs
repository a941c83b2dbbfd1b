using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Coroutines;

/// <content>How they end, and what becomes of them when their thread does.</content>
sealed partial class Coroutines
{
    /// <summary>The program that a thread executes has come to its end: the thread goes on, if it is not
    /// over.</summary>
    public Flow EndProgram(int thread, int status)
    {
        var carrier = Find(thread)!;
        var ended = carrier.Current!;
        ended.Result = ended.Group is null ? status : machine.Threads.Answers[thread].Value;
        if (ended == carrier.Main)
        {
            carrier.Status = status;
            Save(carrier, ended, repeats: false);
        }
        else
        {
            LeaveFrame(thread, ended);
            if (ended.IsCancelled) carrier.Loop.Counts.Cancelled++;
        }
        Forget(ended);
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
        // Who waits stands in no line: there may be many of both.
        if (dropped.State is CoroutineState.Ready or CoroutineState.Away) dropped.Loop.Withdraw(dropped);
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
