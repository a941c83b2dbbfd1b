using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel;

/// <summary>Who has a variable of its own.</summary>
public enum VariableOwner
{
    /// <summary>Each process has one for all its threads.</summary>
    Process,

    /// <summary>Each thread has one.</summary>
    Thread,
}

/// <summary>
/// What programs remember: a whole number of 64 bits, for each process or for each thread, or one in a shared memory.
/// </summary>
public sealed class Variable
{
    readonly PerThread<long> ofThreads = new();

    /// <param name="name">What programs call it.</param>
    /// <param name="value">What it is worth at first.</param>
    /// <param name="of">Who has one of its own.</param>
    /// <param name="in">
    /// The shared memory that it is in: all that have attached that see the same one. A process that touches it and
    /// has
    /// not dies of it (status 139).
    /// </param>
    public Variable(string name, long value = 0, VariableOwner of = VariableOwner.Process,
        ChannelReference<SharedMemory>? @in = null)
    {
        if (@in is { Handle: not null } or { Index: not null })
            throw new ArgumentOutOfRangeException(nameof(@in), "a number", "must be the name of one shared memory");
        if (@in is not null && of == VariableOwner.Thread)
            throw new ArgumentOutOfRangeException(
                nameof(of), of, "must be left out of a variable in a shared memory: it is nobody's own");
        (Name, Initial, Of, Place) = (name, value, of, @in);
    }

    /// <summary>One that belongs to a machine at once.</summary>
    public Variable(Machine machine, string name, long initial = 0, VariableOwner of = VariableOwner.Process)
        : this(name, initial, of) => machine.Add(this);

    /// <summary>One in a shared memory, in the machine that this belongs to.</summary>
    public Variable(SharedMemory memory, string name, long initial = 0) : this(name, initial, @in: memory) =>
        memory.Machine.Add(this);

    public string Name { get; }
    public long Initial { get; }
    public VariableOwner Of { get; }

    /// <summary>
    /// False where a machine has it only so that programs find the others under the same numbers on all machines: no
    /// result tells of it.
    /// </summary>
    public bool IsUsed { get; set; } = true;

    /// <summary>Its number in the machine; −1 before it is in one.</summary>
    public int Number { get; private set; } = -1;

    /// <summary>The shared memory that it is in; null where it is in none.</summary>
    public SharedMemory? Memory { get; private set; }

    /// <summary>What it is worth in a process now.</summary>
    /// <exception cref="InvalidOperationException">Each thread has its own, or the process has not attached
    /// it.</exception>
    public long In(Process process) => IsOfThread || !IsOf(process.Machine)
        ? throw new InvalidOperationException($"{process.Name} has no variable {Name}")
        : Memory is null ? process.Space.Words[Number]
        : process.Space.AttachmentOf(Memory) is { } attached ? attached.Segment[Number]
        : throw new InvalidOperationException($"{process.Name} has not attached {Memory.Name}, where {Name} is");

    /// <summary>Of one in a shared memory: what it is worth there now, or was when that vanished.</summary>
    public long Shared => Memory?.Last is { } segment ? segment[Number] : Initial;

    /// <summary>What names the shared memory that it is in.</summary>
    public ChannelReference<SharedMemory>? Place { get; }

    internal bool IsOfThread => Of == VariableOwner.Thread;
    internal Machine? Machine { get; private set; }
    internal bool IsOf(Machine machine) => Machine == machine;

    internal void Attach(Machine machine, int number)
    {
        if (Machine is not null)
            throw new ArgumentException($"{Name} is in a machine already: each needs its own", nameof(machine));
        (Machine, Number) = (machine, number);
        if (Place is { } place) Memory = (SharedMemory)machine.Channels[place.First];
    }

    /// <summary>The one that a thread reads, or writes.</summary>
    /// <exception cref="MemoryFault">Its process may not.</exception>
    internal ref long For(int thread, bool writes = false)
    {
        if (IsOfThread) return ref ofThreads[thread];
        if (Memory is not null) return ref InMemory(thread, writes);
        return ref Machine!.ProcessOf(thread).Space.Words[Number];
    }

    /// <summary>A thread that reads it, or writes it, does not die of that.</summary>
    internal bool IsIn(int thread, bool writes) => Memory is null
        || AttachmentFor(thread) is { } attached && !(writes && attached.IsReadOnly);

    Attachment? AttachmentFor(int thread) => Machine!.ProcessOf(thread).Space.AttachmentOf(Memory!);

    ref long InMemory(int thread, bool writes)
    {
        if (IsIn(thread, writes)) return ref AttachmentFor(thread)!.Segment[Number];
        var isReadOnly = AttachmentFor(thread) is not null;
        throw new MemoryFault(thread,
            $"{(writes ? "writes" : "reads")} {Name} in {Memory!.Name}, which its process has "
            + (isReadOnly ? "attached to read only" : "not attached"));
    }

    // The operations on it, for threads whose programs are methods.
    internal Operation WorkingOut => field ??= new Calls.WorkOutGiven(this);
    internal Operation Storing => field ??= new Calls.StoreGiven(this);
    internal Operation Changing => field ??= new Calls.ChangeGiven(this);
}
