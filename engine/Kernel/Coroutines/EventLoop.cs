using Timeslice.Des;
using Timeslice.Kernel.Channels;

namespace Timeslice.Kernel.Coroutines;

/// <summary>
/// Decides which coroutine a thread runs next: a scheduler in user mode, below that of the kernel. It serves one
/// thread, or several that share their coroutines.
/// </summary>
/// <remarks>
/// Of one thread: a turn runs those that were ready when it began; then the kernel is asked, and what has happened
/// stands behind what is ready. Of several: who finds nothing asks.
/// </remarks>
sealed class EventLoop(Machine machine, CoroutineModel model, CoroutineCounts counts)
{
    const int AsksEach = 61;

    readonly CoroutineQueue ready = new();
    readonly CoroutineQueue[] happened = [new(), new(), new()];
    readonly CoroutineQueue away = new();
    readonly List<Carrier> carriers = [], helpers = [];

    // Of those that are ready, how many belong to the turn.
    int ofTurn;

    public Machine Machine => machine;
    public CoroutineModel Model => model;
    public CoroutineCounts Counts => counts;

    /// <summary>The threads that run it.</summary>
    public IReadOnlyList<Carrier> Carriers => carriers;

    /// <summary>Threads that wait for devices have been made.</summary>
    public bool HasHelpers => helpers.Count > 0;

    /// <summary>Those that are not over.</summary>
    public LinkedList<Coroutine> Alive { get; } = [];

    /// <summary>For what it waits, for people.</summary>
    public string What
    {
        get
        {
            var awaited = Alive.Where(one => one.State == CoroutineState.Waiting && one.Awaited is null)
                .Select(one => one.What).Distinct().Take(3).ToList();
            return awaited.Count == 0 ? "its coroutines" : $"its coroutines, which await {string.Join(", ", awaited)}";
        }
    }

    /// <summary>One of them waits for what others could bring by an open file.</summary>
    public bool CanBeServedBy(OpenFile file) => Alive.Any(one => one.CanBeServedBy(file));

    /// <summary>What has happened that it has not been told.</summary>
    public int Happenings => happened[0].Count + happened[1].Count + happened[2].Count;

    public Carrier Add(int thread, bool isHelper = false)
    {
        var added = new Carrier(this, thread, isHelper) { TurnSince = machine.Now };
        (isHelper ? helpers : carriers).Add(added);
        return added;
    }

    /// <summary>A thread runs its coroutines no longer; those in its line are others'.</summary>
    public void Remove(Carrier carrier)
    {
        if (carrier.IsHelper) helpers.Remove(carrier);
        else carriers.Remove(carrier);
        while (carrier.Own.Take() is { } left)
            if (left.Pinned is null) Ready(left, by: null);
    }

    /// <summary>A coroutine may go on, since another has done something.</summary>
    /// <param name="by">Who runs the other.</param>
    public void Ready(Coroutine one, Carrier? by)
    {
        (one.State, one.Since, one.WasCalled) = (CoroutineState.Ready, machine.Now, false);
        if (one.Pinned is { } pinned)
        {
            pinned.Own.Add(one);
            pinned.Unpark();
            return;
        }
        (model.Steals && by is not null ? by.Own : ready).Add(one);
        UnparkOne(helper: false, by);
    }

    /// <summary>One goes on before all others: it has only made room for a moment.</summary>
    public void ReadyFirst(Coroutine one, Carrier by)
    {
        (one.State, one.Since, one.WasCalled) = (CoroutineState.Ready, machine.Now, false);
        if (one.Pinned is not null || model.Steals) by.Own.AddFirst(one);
        else
        {
            ready.AddFirst(one);
            ofTurn++;
        }
    }

    /// <summary>What a coroutine waits for has happened.</summary>
    public void Happened(Coroutine one, Phase phase)
    {
        (one.State, one.Since, one.WasCalled) = (CoroutineState.Ready, machine.Now, true);
        if (one.Pinned is { } pinned)
        {
            pinned.Own.Add(one);
            pinned.Unpark();
            return;
        }
        happened[(int)phase].Add(one);
        UnparkOne(helper: false, but: null);
    }

    /// <summary>A thread has something to run, so that it need not ask the kernel.</summary>
    public bool HasWork(Carrier carrier)
    {
        if (!model.IsOfProcess) return ofTurn > 0;
        if (carrier.Taken >= AsksEach) return false;
        return carrier.Own.Count > 0 || ready.Count > 0 || model.Steals && carriers.Exists(other => CanStealFrom(other));
    }

    /// <summary>What a thread runs next; null: it must ask the kernel first.</summary>
    public Coroutine? Take(Carrier carrier)
    {
        if (!HasWork(carrier)) return null;
        carrier.Taken++;
        if (model.IsOfProcess) return carrier.Own.Take() ?? ready.Take() ?? Steal(carrier);
        ofTurn--;
        return ready.Take();
    }

    /// <summary>A helper is to execute the operation in which a coroutine waits.</summary>
    public void SendAway(Coroutine one)
    {
        away.Add(one);
        UnparkOne(helper: true, but: null);
    }

    /// <summary>For whom a helper waits next; null: nobody is there.</summary>
    public Coroutine? TakeAway() => away.Take();

    /// <summary>The kernel is asked what has happened; false where that is nothing, and nothing is ready.</summary>
    public bool Ask(Carrier carrier)
    {
        if (carrier.Taken > 0) counts.Turn.Add(new(machine.Now - carrier.TurnSince));
        (carrier.Taken, carrier.TurnSince) = (0, machine.Now);
        foreach (var phase in happened) ready.Take(phase, phase.Count);
        ofTurn = ready.Count;
        for (var more = ready.Count - 1; more > 0 && UnparkOne(helper: false, carrier); more--) { }
        return HasWork(carrier);
    }

    /// <summary>A thread that waits looks again, if any does.</summary>
    /// <param name="helper">One that only waits for devices.</param>
    public bool UnparkOne(bool helper, Carrier? but)
    {
        foreach (var carrier in helper ? helpers : carriers)
            if (carrier != but && carrier.IsParked)
            {
                carrier.Unpark();
                return true;
            }
        return false;
    }

    public void UnparkAll()
    {
        foreach (var carrier in carriers) carrier.Unpark();
        foreach (var helper in helpers) helper.Unpark();
    }

    /// <summary>A coroutine that stands in some line leaves it.</summary>
    public void Withdraw(Coroutine one)
    {
        if (ready.Remove(one))
        {
            ofTurn = Math.Min(ofTurn, ready.Count);
            return;
        }
        if (away.Remove(one)) return;
        foreach (var phase in happened)
            if (phase.Remove(one)) return;
        foreach (var carrier in carriers)
            if (carrier.Own.Remove(one)) return;
    }

    Coroutine? Steal(Carrier thief)
    {
        for (var step = 1; step < carriers.Count; step++)
        {
            var victim = carriers[(carriers.IndexOf(thief) + step) % carriers.Count];
            if (!CanStealFrom(victim)) continue;
            // Half, and one at least: those that have waited longest. What is pinned stays.
            var moved = 0;
            for (var (left, wanted) = (victim.Own.Count, (victim.Own.Count + 1) / 2); left > 0; left--)
            {
                var one = victim.Own.Take()!;
                if (one.Pinned is null && moved < wanted)
                {
                    thief.Own.Add(one);
                    moved++;
                }
                else victim.Own.Add(one);
            }
            counts.Stolen += moved;
            return thief.Own.Take();
        }
        return null;
    }

    static bool CanStealFrom(Carrier victim) => victim.Own.HasFree;
}
