using Timeslice.Des;

namespace Timeslice.Kernel.Programs;

/// <summary>What threads of a kind do, as the flat list of steps that the kernel interprets.</summary>
public sealed class Program(string name)
{
    public Program(string name, params IReadOnlyList<Operation> operations) : this(name) => Define(operations);

    public string Name => name;

    // Until defined, there is nothing to do.
    IReadOnlyList<Operation> operations = [];
    Assembled? assembled;
    (bool IsKnown, Duration? Time) worst;
    bool isSealed;

    /// <summary>Words of memory that a thread needs for loop counters and handles.</summary>
    internal int FrameSize => Steps.FrameSize;

    /// <summary>Which of those words name joins.</summary>
    internal int[] JoinSlots => Steps.JoinSlots;

    /// <summary>Which of them name coroutines.</summary>
    internal int[] GroupSlots => Steps.GroupSlots;

    /// <summary>
    /// Says what the program does; apart from its construction, so that programs may spawn and call each other.
    /// </summary>
    /// <exception cref="InvalidOperationException">Threads execute it already.</exception>
    public void Define(IReadOnlyList<Operation> operations)
    {
        if (isSealed) throw new InvalidOperationException($"{Name} is being executed: it cannot change any more");
        (this.operations, assembled) = (operations, null);
    }

    /// <summary>Whether it can be executed, now that all that it calls is defined. Machines ask as well.</summary>
    /// <exception cref="ProgramRefused">It cannot: it leaves a loop where there is none, or calls itself.</exception>
    public void Check() => _ = Steps;

    /// <summary>The most CPU time of one run through it; null where that is not known.</summary>
    internal Duration? WorstCpuTime
    {
        get
        {
            if (!worst.IsKnown) worst = (true, operations.WorstCpuTime());
            return worst.Time;
        }
    }

    /// <summary>Whether a thread that executes it may take a lock.</summary>
    internal bool Locks(Locks.Lock one) => Steps.Code.Any(step => step.Takes(one));

    /// <summary>The same once for each release of a recurring task.</summary>
    internal Program Recurring() => new(Name, new Recur(operations));

    /// <summary>The steps, for a machine whose threads will execute them.</summary>
    internal Operation[] Load()
    {
        Seal();
        return Steps.Code;
    }

    /// <summary>What it does; from now on it stays as it is.</summary>
    internal IReadOnlyList<Operation> Seal()
    {
        isSealed = true;
        return operations;
    }

    // Machines on several threads may come here at a time: what they make is alike, and one of it stays.
    Assembled Steps => assembled ??= Assemble();

    Assembled Assemble()
    {
        var assembler = new Assembler();
        var code = assembler.Assemble(this, operations);
        return new(code, assembler.FrameSize, assembler.JoinSlots, assembler.GroupSlots);
    }

    sealed record Assembled(Operation[] Code, int FrameSize, int[] JoinSlots, int[] GroupSlots);
}
