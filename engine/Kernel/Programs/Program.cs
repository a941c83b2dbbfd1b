using Timeslice.Des;

namespace Timeslice.Kernel.Programs;

/// <summary>What threads of a kind do, as the flat list of steps that the kernel interprets.</summary>
public sealed class Program(string name)
{
    public Program(string name, params IReadOnlyList<Operation> operations) : this(name) => Define(operations);

    public string Name => name;

    // Until defined, there is nothing to do.
    Operation[] code = [new Return()];
    IReadOnlyList<Operation> operations = [];
    bool isLoaded;

    /// <summary>Words of memory that a thread needs for loop counters and handles.</summary>
    internal int FrameSize { get; private set; }

    /// <summary>Which of those words name joins.</summary>
    internal int[] JoinSlots { get; private set; } = [];

    /// <summary>
    /// Says what the program does; apart from its construction, so that programs may spawn each other.
    /// </summary>
    /// <exception cref="InvalidOperationException">Threads execute it already.</exception>
    public void Define(IReadOnlyList<Operation> operations)
    {
        if (isLoaded) throw new InvalidOperationException($"{Name} is being executed: it cannot change any more");
        this.operations = operations;
        var assembler = new Assembler();
        assembler.Add(operations);
        assembler.Add(new Return());
        (code, FrameSize, JoinSlots) = (assembler.ToArray(), assembler.FrameSize, assembler.JoinSlots);
    }

    /// <summary>The most CPU time of one run through it; null where that is not known.</summary>
    internal Duration? WorstCpuTime => operations.WorstCpuTime();

    /// <summary>Whether a thread that executes it may take a lock.</summary>
    internal bool Locks(Locks.Lock one) => code.Any(step => step.Takes(one));

    /// <summary>The same once for each release of a recurring task.</summary>
    internal Program Recurring() => new(Name, new Recur(operations));

    /// <summary>The steps, for a machine whose threads will execute them.</summary>
    internal Operation[] Load()
    {
        isLoaded = true;
        return code;
    }
}
