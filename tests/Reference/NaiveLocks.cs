namespace Timeslice.Tests.Reference;

/// <content>Locks, and who waits for whom.</content>
sealed partial class NaiveKernel
{
    bool Lock(NaiveCpu cpu, NaiveThread thread, NaiveRoom room)
    {
        if (room.Line.Count == 0 && room.Holders.Count < room.Permits)
        {
            Grant(room, thread);
            return true;
        }
        room.Line.Add(thread);
        room.MostWaiters = Math.Max(room.MostWaiters, room.Line.Count);
        thread.Awaited = room;
        thread.Doing = Doing.OnLock;
        if (room.IsMutex) LookForCycleOfOwners(thread);
        Block(cpu, thread, Doing.OnLock);
        return false;
    }

    void LookForCycleOfOwners(NaiveThread thread)
    {
        var chain = new List<int>();
        for (var at = thread; at.Doing == Doing.OnLock && at.Awaited!.IsMutex && !chain.Contains(at.Index);)
        {
            chain.Add(at.Index);
            at = at.Awaited.Holders[0];
            if (at != thread) continue;
            (isCycle, cycle) = (true, chain);
            throw new Ended(DeadlockFound);
        }
    }

    static void Grant(NaiveRoom room, NaiveThread thread)
    {
        room.Grants++;
        room.Holders.Add(thread);
        room.MostHolders = Math.Max(room.MostHolders, room.Holders.Count);
    }

    void Unlock(NaiveThread thread, NaiveRoom room)
    {
        if (room.IsMutex ? !room.Holders.Contains(thread) : room.Holders.Count == 0) throw new Ended(ProgramError);
        if (!room.Holders.Remove(thread)) room.Holders.RemoveAt(0);
        if (room.Line.Count == 0) return;
        var next = room.Line[0];
        room.Line.RemoveAt(0);
        room.Contended++;
        room.Waited += now - next.BlockedSince;
        Grant(room, next);
        MakeReady(next, How.Woken);
    }

    bool Reaches(NaiveThread from, NaiveThread target, HashSet<NaiveThread> seen) =>
        WaitsFor(from).Any(next => next == target || seen.Add(next) && Reaches(next, target, seen));

    IEnumerable<NaiveThread> WaitsFor(NaiveThread thread) => thread.Doing switch
    {
        Doing.OnLock => thread.Awaited!.Holders.Where(h => h.Doing != Doing.Exited),
        Doing.OnJoin => all.Where(t =>
            t.Doing != Doing.Exited && t.Parent == thread && t.NameOfJoin == thread.AwaitedJoin),
        _ => [],
    };
}
