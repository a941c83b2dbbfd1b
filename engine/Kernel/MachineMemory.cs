using Timeslice.Des;
using Timeslice.Kernel.Memory;
using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel;

/// <content>Its memory, where that is modelled.</content>
public sealed partial class Machine
{
    /// <summary>Its memory; null where that is not modelled: then it costs nothing and never ends.</summary>
    public MainMemory? Memory
    {
        get => Paging?.Settings;
        init
        {
            if (value is null) return;
            Paging = new(this, value);
            Touching = new(this, Paging);
            stacks = new(this, Paging);
        }
    }

    /// <summary>What has become of its memory; null where that is not modelled.</summary>
    public PhysicalMemory? Paging { get; private init; }

    internal Touching? Touching { get; private init; }

    readonly Stacks? stacks;

    /// <summary>The memory of a new process, or of one that begins anew.</summary>
    internal Space NewSpace(Process process) => new(NewWords(), Paging?.NewSpace(process.Faults));

    /// <summary>The program and the data of a process are in its memory, as far as there is room.</summary>
    internal void BeginImage(Process process, Bytes size)
    {
        if (Paging is null || size.Count == 0) return;
        var image = process.Space.Memory!.Reserve(Region.Image, Paging.Settings.PagesFor(size), isHuge: false)
            ?? throw new RunStopped(EndReason.LimitReached, $"there is no room for the image of {process}: it takes "
                + $"{size} of {Paging.Settings.AddressSpace}, and {Paging.Settings.BytesOf(Paging.Committed)} are "
                + "promised to other processes");
        for (var at = 0L; at < image.Pages; at++)
            if (Paging.IsShort(1)) Paging.CreateOnFile(image, at);
            else Paging.Create(image, at, Backing.File);
    }

    internal void BeginStack(int thread, Process process, int copied)
    {
        if (Touching is null) return;
        Touching.Forget(thread);
        stacks!.Begin(thread, process, copied);
    }

    internal void EndStack(int thread) => stacks?.End(thread);

    /// <summary>What a thread sees of memory.</summary>
    internal AddressSpace SpaceOf(int thread) => ProcessOf(thread).Space.Memory
        ?? throw Refuse(thread, "uses memory, but the machine has none");

    /// <summary>The region of this name that a thread sees; null where there is none.</summary>
    internal Region? RegionOf(int thread, string name) =>
        name == Stacks.Name ? stacks?.Of(thread) : ProcessOf(thread).Space.Memory?.Find(name);

    /// <summary>A thread waits for a device, and for nothing else.</summary>
    internal Flow WaitForDevice(int thread, Duration time)
    {
        Enter(thread, ThreadState.BlockedOnIO);
        Simulation.After(time, timers + thread, Threads[thread].Generation);
        return Flow.Blocked;
    }

    internal bool WaitsForPage(int thread) => Touching?.Waits(thread) == true;

    /// <summary>What a fork takes to copy the tables of a process.</summary>
    internal Duration CopyingTables(int thread) => Paging is null
        ? Duration.Zero
        : Costs.ForkTable * ProcessOf(thread).Space.Memory!.Mapped / Region.TableSize;

    /// <summary>The memory of a process may be promised once more, to a child.</summary>
    internal bool MayCopyMemory(int thread) => Paging is null
        || Paging.Settings.Overcommit != Overcommit.Never
        || Paging.MayCommit(ProcessOf(thread).Space.Memory!.Reserved);
}
