using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Coroutines;

/// <content>Threads that wait for devices in place of a loop.</content>
sealed partial class Coroutines
{
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

    /// <summary>A helper executes the operation in which its coroutine waits; it has none where a handler has ended its
    /// wait for one.</summary>
    public Flow DoJob(int thread)
    {
        var helper = Find(thread)!;
        return helper.Current is null ? machine.Jump(thread, -2)
            : machine.Code.Steps[helper.Job].Execute(machine, thread);
    }

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

    void MakeHelpers(Carrier carrier)
    {
        if (carrier.Loop.HasHelpers) return;
        AddThreads(carrier.Loop, carrier.Thread, helping, carrier.Loop.Model.Helpers, areHelpers: true);
    }
}
