using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel;

/// <summary>Who waits for whose exit: each join counts the threads that were spawned under its name.</summary>
sealed class Joins(Machine machine)
{
    struct Record
    {
        public int Alive, Waiter, NextFree;
        public bool IsAbandoned;
    }

    Record[] records = new Record[4];
    int used, free = -1;

    /// <summary>Joins that somebody may still wait for, or that count somebody; below 0: one was freed twice.</summary>
    public int InUse
    {
        get
        {
            var count = used;
            for (var join = free; join >= 0 && count >= 0; join = records[join].NextFree) count--;
            return count;
        }
    }

    /// <summary>
    /// Counts one more thread under the join that a word of its creator's memory
    /// names (0: none yet). Returns the join's number.
    /// </summary>
    public int Count(ref long word)
    {
        if (word == 0) word = New() + 1;
        var join = (int)word - 1;
        records[join].Alive++;
        return join;
    }

    /// <summary>Blocks the thread until all that its word's join counts have left.</summary>
    public Flow Wait(int thread, ref long word)
    {
        if (word == 0) return Flow.Next;
        var join = (int)word - 1;
        if (records[join].Alive == 0)
        {
            machine.Observer?.ThreadsJoined(machine, thread, join);
            return Flow.Next;
        }
        records[join].Waiter = thread;
        machine.Threads[thread].Left = join;
        machine.Enter(thread, ThreadState.BlockedOnJoin);
        machine.JoinsOthers(thread);
        return Flow.Blocked;
    }

    /// <summary>Whether anybody is alive whom the join of a word counts.</summary>
    public bool IsAlive(ref long word) => word != 0 && records[(int)word - 1].Alive > 0;

    /// <summary>Who waits for a join does no longer.</summary>
    public void Forget(int join) => records[join].Waiter = -1;

    /// <summary>A thread that a join counts is over.</summary>
    public void Leave(int join)
    {
        if (join < 0 || --records[join].Alive > 0) return;
        if (records[join].IsAbandoned) Free(join);
        else if (records[join].Waiter is >= 0 and var waiter)
        {
            records[join].Waiter = -1;
            machine.Observer?.ThreadsJoined(machine, waiter, join);
            machine.Wake(waiter);
        }
    }

    /// <summary>The thread that spawned under this join, and may have waited for it, is over.</summary>
    public void Abandon(ref long word)
    {
        if (word == 0) return;
        ref var record = ref records[(int)word - 1];
        record.Waiter = -1;
        record.IsAbandoned = true;
        if (record.Alive == 0) Free((int)word - 1);
    }

    void Free(int join)
    {
        records[join].NextFree = free;
        free = join;
    }

    int New()
    {
        if (free >= 0)
        {
            var again = free;
            free = records[again].NextFree;
            records[again] = new() { Waiter = -1 };
            return again;
        }
        if (used == records.Length) Array.Resize(ref records, used * 2);
        records[used] = new() { Waiter = -1 };
        return used++;
    }
}
