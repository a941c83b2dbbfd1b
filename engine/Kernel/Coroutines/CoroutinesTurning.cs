using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Coroutines;

/// <content>How a thread turns from one to the next.</content>
sealed partial class Coroutines
{
    /// <summary>The thread turns to the next coroutine, or waits for one.</summary>
    public Flow RunNext(int thread)
    {
        var carrier = Find(thread)!;
        var wasParked = machine.Threads.Transfers[thread].IsOn;
        if (wasParked && Unparked(carrier) is { } flow) return flow;
        if (carrier.Loop.Take(carrier) is { } next)
        {
            Load(carrier, next);
            return Flow.Next;
        }
        // That it was to wait is paid for, not that it is over.
        if (IsDone(carrier)) return wasParked ? Flow.Next : End(carrier);
        if (carrier.Loop.Ask(carrier)) return Flow.Next;
        return Park(carrier);
    }

    /// <summary>What it costs to turn to the next coroutine, or to ask for one.</summary>
    public Charge CostOfNext(int thread)
    {
        var carrier = Find(thread)!;
        if (carrier.Loop.HasWork(carrier)) return Charge.User(machine.Costs.CoroutineSwitch);
        if (IsDone(carrier)) return machine.CostOfEnding(thread);
        if (carrier.Loop.Model.HasOwnThreads) return default;
        var costs = machine.Costs;
        return Charge.System(costs.SystemCall + costs.Epoll + costs.EpollFile * carrier.Loop.Happenings);
    }

    Flow Park(Carrier carrier)
    {
        machine.Begin(carrier.Thread, wanted: null, timeout: null);
        carrier.IsParked = true;
        return machine.BlockOnIO(carrier.Thread, carrier);
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
        left.ReadyFiles = machine.TakeReady(thread);
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
        machine.GiveReady(thread, next.ReadyFiles);
        next.Request?.HandTo(thread, waited: next.Since - next.LaidAt);
        next.Request = null;
        var counts = carrier.Loop.Counts;
        counts.Switches++;
        if (next.WasCalled) counts.Delay.Add(new(machine.Now - next.Since));
        (next.State, next.Repeats, carrier.Current) = (CoroutineState.Running, false, next);
    }
}
