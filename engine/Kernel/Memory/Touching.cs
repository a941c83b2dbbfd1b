using System.Runtime.InteropServices;
using Timeslice.Des;
using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Threads;
using Timeslice.Kernel.Signals;

namespace Timeslice.Kernel.Memory;

/// <summary>Threads that read and write pages, one after the other, and what that costs them.</summary>
/// <remarks>
/// All pages that are there, or can be had without a device, are taken when the burst begins that pays for their
/// faults: one event, however many they are. A page for which a device is needed blocks the thread; what was due is
/// paid first. Signals are handled when all are touched: a handler may touch pages itself.
/// </remarks>
sealed class Touching(Machine machine, PhysicalMemory memory)
{
    readonly PerThread<Pass> passes = new();

    /// <summary>A thread begins to touch pages of a region.</summary>
    /// <param name="first">The first page, or the first of those among which pages are drawn.</param>
    public void Begin(int thread, Region region, long first, long count, bool writes, bool isRandom)
    {
        passes[thread] = new()
        {
            Region = region, At = first, First = first, Left = count, Writes = writes, IsRandom = isRandom,
            IsDrawn = !isRandom, Answer = count,
        };
        GoesOn(thread);
    }

    /// <summary>A number of a thread is given to another.</summary>
    public void Forget(int thread) => passes[thread] = default;

    /// <summary>A thread waits for a device.</summary>
    public bool Waits(int thread) => passes[thread].Waits;

    /// <summary>A thread touches pages until it must pay, or wait, or has touched all.</summary>
    public Flow GoOn(int thread)
    {
        GoesOn(thread);
        ref var pass = ref passes[thread];
        var cost = pass.Owed;
        (pass.Owed, pass.Waits) = (Duration.Zero, false);
        while (pass.Left > 0)
        {
            if (!pass.IsDrawn) Draw(ref pass, thread);
            if (pass.Region.IsFreed || pass.At >= pass.Region.Pages)
                return cost > Duration.Zero ? Pay(thread, cost) : Violates(thread, pass.Region, pass.At);
            if (cost > Duration.Zero && MayWait(pass.Region[pass.At], pass.Region.Frames, pass.Writes)) break;
            var reached = Reach(thread, pass.Region, pass.At, pass.Writes);
            if (reached.IsLost) return Lack(thread);
            cost += reached.Cost;
            if (reached.IsDone)
            {
                pass.Left--;
                pass.At++;
                pass.IsDrawn = !pass.IsRandom;
            }
            if (reached.Until <= machine.Now) continue;
            (pass.Owed, pass.Waits) = (cost, true);
            return machine.WaitForDevice(thread, new(reached.Until - machine.Now));
        }
        return Pay(thread, cost);
    }

    /// <summary>What a thread owed is paid, or what it waited for is there; true when it has touched all.</summary>
    public bool IsOver(int thread)
    {
        ref var pass = ref passes[thread];
        machine.Threads[thread].Flags &= ~ThreadFlags.InKernel;
        if (pass.Left > 0 || pass.Owed > Duration.Zero)
        {
            GoesOn(thread);
            return false;
        }
        machine.Answer(thread, pass.Answer);
        pass = default;
        return true;
    }

    /// <summary>A thread touches what is not its own.</summary>
    public Flow Violates(int thread, string region, long? at)
    {
        var where = at is { } page ? $"page {page} of {region}" : region;
        machine.Note($"{machine.Describe(thread)} touches {where}, which {machine.ProcessOf(thread)} has not got: "
            + "segmentation fault");
        machine.ExitBySignal(machine.ProcessOf(thread), Signal.Segv);
        return Flow.Exited;
    }

    Flow Violates(int thread, Region region, long at) => Violates(thread, region.Name, region.IsFreed ? null : at);

    // The next step is a part of what is paid for: signals come after it.
    void GoesOn(int thread) => machine.Threads[thread].Flags |= ThreadFlags.CostPaid;

    Flow Pay(int thread, Duration cost)
    {
        if (cost > Duration.Zero) machine.Threads[thread].Flags |= ThreadFlags.InKernel;
        return machine.Work(thread, cost);
    }

    void Draw(ref Pass pass, int thread)
    {
        var among = Math.Max(1, pass.Region.Pages - pass.First);
        pass.At = pass.First + Math.Min(among - 1, (long)(machine.Random(thread).NextUniform() * among));
        pass.IsDrawn = true;
    }

    // There is no frame, and none can be had.
    Flow Lack(int thread)
    {
        if (memory.Settings.Oom == OutOfMemory.Kill)
        {
            var process = machine.ProcessOf(thread);
            OutOfMemoryKiller.Kill(machine, memory);
            return process.IsOver ? Flow.Exited : Flow.Next;
        }
        ref var pass = ref passes[thread];
        (pass.Left, pass.Answer) = (0, -(long)Errno.NoMemory);
        return Flow.Next;
    }

    bool MayWait(Region.Entry entry, int frames, bool writes)
    {
        if (!entry.IsPage) return writes && memory.IsShort(frames);
        ref var page = ref memory[entry.Page];
        if (!page.IsResident || page.ReadyAt > machine.Now) return true;
        return writes && entry.IsProtected && page.Holders > 1 && memory.IsShort(frames);
    }

    Reached Reach(int thread, Region region, long at, bool writes)
    {
        var entry = region[at];
        if (!entry.IsPage) return ReachFirst(thread, region, at, writes, entry.IsZeros);
        ref var page = ref memory[entry.Page];
        if (!page.IsResident) return BringIn(thread, region, at, entry, writes);
        memory.Touch(entry.Page);
        var mustCopy = writes && entry.IsProtected && page.Holders > 1;
        if (page.ReadyAt > machine.Now) return new(Duration.Zero, page.ReadyAt, IsDone: !writes);
        if (mustCopy) return Copy(thread, region, at, entry.Page);
        if (!writes) return new(Duration.Zero, 0, IsDone: true);
        memory.Write(entry.Page);
        if (!entry.IsProtected) return new(Duration.Zero, 0, IsDone: true);
        (page.Home, page.At) = (region, at);
        region.Set(at, Region.Entry.Of(entry.Page));
        return Count(thread, region, at, Fault.Own, machine.Costs.OwnFault, 0);
    }

    Reached ReachFirst(int thread, Region region, long at, bool writes, bool isZeros)
    {
        var until = 0L;
        if (writes)
        {
            var room = memory.MakeRoom(region.Frames);
            if (!room.IsThere) return Reached.NoRoom(room);
            until = room.Until;
            memory.Create(region, at);
        }
        else if (isZeros) return new(Duration.Zero, 0, IsDone: true);
        else region.Set(at, Region.Entry.OfZeros);
        return Count(thread, region, at, Fault.First, machine.Costs.PageFault, until);
    }

    // Where it is to be written and others have it as well, it is copied when it is there.
    Reached BringIn(int thread, Region region, long at, Region.Entry entry, bool writes)
    {
        var room = memory.MakeRoom(region.Frames);
        if (!room.IsThere) return Reached.NoRoom(room);
        var until = memory.BringIn(entry.Page);
        var isShared = entry.IsProtected && memory[entry.Page].Holders > 1;
        if (writes && !isShared)
        {
            memory.Write(entry.Page);
            region.Set(at, Region.Entry.Of(entry.Page));
        }
        return Count(thread, region, at, Fault.Major, machine.Costs.PageFault, until)
            with { IsDone = !writes || !isShared };
    }

    Reached Copy(int thread, Region region, long at, int shared)
    {
        var room = memory.MakeRoom(region.Frames, keep: shared);
        if (!room.IsThere) return Reached.NoRoom(room);
        memory.LetGo(shared);
        region.Space.ChangeResident(-region.Frames);
        memory.Create(region, at);
        return Count(thread, region, at, Fault.Copy, machine.Costs.CopyFault, room.Until);
    }

    Reached Count(int thread, Region region, long at, Fault fault, Duration cost, long until)
    {
        memory.Counts.Add(fault, region.Frames);
        region.Space.Counts.Add(fault, region.Frames);
        machine.Observer?.PageFaulted(machine, thread, region.Name, at, fault);
        return new(OfFrames(cost, fault == Fault.Own ? 1 : region.Frames), until, IsDone: true);
    }

    // A huge page costs one trap, and for each of its frames what it takes to fill it.
    Duration OfFrames(Duration cost, int frames)
    {
        if (frames == 1) return cost;
        var trap = Duration.Min(machine.Costs.OwnFault, cost);
        return trap + (cost - trap) * frames;
    }

    /// <summary>How far a thread has come with the pages that it touches.</summary>
    /// <param name="IsDrawn">The next page is known.</param>
    /// <param name="Owed">What faults have cost it that is not paid yet.</param>
    [StructLayout(LayoutKind.Auto)]
    record struct Pass(Region Region, long At, long First, long Left, bool Writes, bool IsRandom, bool IsDrawn,
        Duration Owed, bool Waits, long Answer);

    /// <summary>What became of an attempt to touch a page.</summary>
    /// <param name="Until">When the thread can go on, in nanoseconds; at once when that is past.</param>
    /// <param name="IsDone">It is touched; else it must be tried again.</param>
    /// <param name="IsLost">There is no memory, and nothing to wait for.</param>
    readonly record struct Reached(Duration Cost, long Until, bool IsDone, bool IsLost = false)
    {
        public static Reached NoRoom(Room room) => new(Duration.Zero, room.Until, false, IsLost: room.Until == 0);
    }
}
