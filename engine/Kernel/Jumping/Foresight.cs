using Timeslice.Des;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.Jumping;

/// <summary>
/// Tells how many slices will end before anything else happens: before a burst ends, somebody wakes up or the run is
/// over. Looks only; what it says is proved at <see cref="RoundJump"/>.
/// </summary>
sealed class Foresight(Machine machine, Cpu[] cpus, ITakesTurns turns, int timers, SliceEnds ends)
{
    // Time in the kernel is accounted for elsewhere; who contends for a lock looks at it in each turn, and who has a
    // signal handles that.
    const ThreadFlags NotInTurns = ThreadFlags.InKernel | ThreadFlags.Contends | ThreadFlags.HasSignal;

    // Times up to this one (73 years) can be added up without a thought.
    const long Forever = 1L << 61;

    // So far numbers of slices stay below 2^63, too.
    const long MostRounds = 1L << 32;

    // The end of a slice, the decision, the end of the switch.
    const int EventsEach = 3;

    // Less than that is no gain. With one round every CPU would have been through a switch; two make it sure.
    const int Worthwhile = 2;

    readonly Simulation simulation = machine.Simulation;
    readonly long quantum = turns.Quantum.Nanoseconds, cost = machine.Costs.ThreadSwitch.Nanoseconds;
    readonly bool isCostOne = machine.Costs.ThreadSwitch == machine.Costs.ProcessSwitch;
    long now, bound, count, rounds, more, nothingBefore;
    int all, patience;

    /// <summary>How many ends of slices come first; 0 when too few to be jumped.</summary>
    public long Look()
    {
        now = machine.Now;
        // What was looked at in vain is paid for by as many events that it slowed down a little.
        if (now < nothingBefore || --patience >= 0) return 0;
        patience = 0;
        var found = Find();
        nothingBefore = bound;
        if (found > 0) patience = 0;
        return found;
    }

    long Find()
    {
        (bound, all) = (now, turns.Line.Count + cpus.Length);
        if (quantum >= Forever / 4 || cost >= Forever / 4) return 0;
        ends.Period = cost + quantum;
        if (!IsNextRoundWhole()) return 0;
        patience += cpus.Length;
        bound = Math.Min(simulation.QuietUntil(timers, cpus.Length), Forever);
        if (!IsWorthwhile || !AreCpusInTurns()) return 0;
        patience += 2 * cpus.Length;
        ends.Sort();
        if ((bound - now) / ends.Period > MostRounds) bound = now + MostRounds * ends.Period;
        Count();
        var affordable = (simulation.EventsLeft - cpus.Length - 1) / EventsEach;
        if (count > affordable) Limit(affordable < 0 ? now : ends[affordable]);
        return AreThreadsInTurns() && IsWorthwhile ? count : 0;
    }

    bool IsWorthwhile => bound - now > Worthwhile * ends.Period;

    void Limit(long time)
    {
        if (time >= bound) return;
        bound = time;
        Count();
    }

    void Count()
    {
        count = ends.Before(bound);
        (rounds, more) = Math.DivRem(count, all);
    }

    // Those who come next use up their slices; else it is not worthwhile to look at anything.
    bool IsNextRoundWhole()
    {
        var thread = turns.Line.First;
        for (var left = Math.Min(turns.Line.Count, cpus.Length); left > 0; left--)
        {
            patience++;
            ref var record = ref machine.Threads[thread];
            if (record.Left <= quantum || (record.Flags & NotInTurns) != 0) return false;
            thread = record.Next;
        }
        return true;
    }

    // Every CPU is switching, or runs a burst in user mode, that will outlast its slice.
    bool AreCpusInTurns()
    {
        for (var i = 0; i < cpus.Length; i++)
        {
            var cpu = cpus[i];
            if (cpu.Thread < 0 || !MaySucceed(cpu.Thread)) return false;
            ref var record = ref machine.Threads[cpu.Thread];
            var isSwitching = cpu.State == CpuState.Switching;
            var isInTurns = (record.Flags & NotInTurns) == 0 && (isSwitching
                ? record.Left > quantum && cpu.TimerAt - now <= cost
                : cpu.State == CpuState.User && cpu.IsSliceArmed && record.Left > cpu.TimerAt - cpu.BurstStart);
            if (!isInTurns)
            {
                bound = cpu.TimerAt;
                return false;
            }
            ends.First[i] = new(cpu.TimerAt + (isSwitching ? quantum : 0), isSwitching, cpu.TimerOrder, cpu);
        }
        return true;
    }

    // All threads that will get a CPU; their bursts end the stretch. False when switches may not cost the same.
    bool AreThreadsInTurns()
    {
        var thread = turns.Line.First;
        for (var position = 0; position < all && position < count && IsWorthwhile; position++)
        {
            patience++;
            var place = position - turns.Line.Count;
            if (place >= 0) thread = ends.First[place].Cpu.Thread;
            if (!MaySucceed(thread)) return false;
            ref var record = ref machine.Threads[thread];
            var left = (record.Flags & NotInTurns) != 0 ? 0 : record.Left;
            LimitToBurst(position, place < 0 ? left : left - InPresentSlice(ends.First[place]));
            thread = record.Next;
        }
        return true;
    }

    // Switches cost the same between any two threads, or all are of one process.
    bool MaySucceed(int thread)
    {
        if (isCostOne || machine.ProcessOf(thread) == machine.ProcessOf(cpus[0].Thread)) return true;
        bound = now;
        return false;
    }

    long InPresentSlice(in FirstEnd end) => end.IsSwitching ? quantum : end.Time - end.Cpu.BurstStart;

    // A burst that ends with its slice ends first: so many whole slices it takes, and no more than a slice is left.
    void LimitToBurst(int position, long left)
    {
        var times = position < more ? rounds + 1 : rounds;
        if (left > times * quantum) return;
        var whole = left == 0 ? 0 : (left - 1) / quantum;
        Limit(ends[position + whole * all] + cost + left - whole * quantum);
    }
}
