using Timeslice.Des;
using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.Memory;

/// <summary>The stacks of threads: a region each, of which the first page is in use from the beginning.</summary>
sealed class Stacks(Machine machine, PhysicalMemory memory)
{
    public const string Name = "stack";

    readonly PerThread<Stack> stacks = new();

    public Region? Of(int thread) => stacks[thread].Region;

    /// <summary>A thread begins.</summary>
    /// <param name="copied">The thread of another process, or of its own, that it is a copy of; −1: none.</param>
    public void Begin(int thread, Process process, int copied)
    {
        stacks[thread] = default;
        if (memory.Settings.Stack.Count == 0 || process.Space.Memory is not { } space) return;
        if (copied < 0 || machine.ProcessOf(copied) == process) RunOn(thread, New(process, space));
        else if (stacks[copied].Region is { } parents)
            // After a vfork both run on one stack, which is there as long as one of them does.
            RunOn(thread, parents.Space == space ? parents : space.Find(parents.Lineage)!);
    }

    /// <summary>A thread is over, or has another program: its stack is given back when it was the last on it.</summary>
    public void End(int thread)
    {
        if (stacks[thread].Region is { } region && --region.Runners == 0 && !region.IsFreed) region.Space.Free(region);
        stacks[thread] = default;
    }

    void RunOn(int thread, Region region)
    {
        region.Runners++;
        stacks[thread] = new(region);
    }

    Region New(Process process, AddressSpace space)
    {
        var stack = space.Reserve(Name, memory.Settings.PagesFor(memory.Settings.Stack), isHuge: false)
            ?? throw new RunStopped(EndReason.LimitReached, $"there is no room for the stack of one more thread of "
                + $"{process}: {memory.Settings.BytesOf(space.Reserved)} of {memory.Settings.AddressSpace} are in use, "
                + $"and {memory.Settings.BytesOf(memory.Committed)} are promised to all processes");
        if (memory.MakeRoom(1).IsThere) memory.Create(stack, at: 0);
        return stack;
    }

    readonly record struct Stack(Region? Region);
}
