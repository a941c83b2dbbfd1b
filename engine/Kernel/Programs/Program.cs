namespace Timeslice.Kernel.Programs;

/// <summary>What threads of a kind do, as the flat list of steps that the kernel interprets.</summary>
public sealed class Program(string name)
{
    public Program(string name, params IReadOnlyList<Operation> operations) : this(name) => Define(operations);

    public string Name => name;

    /// <summary>The steps; until defined, there is nothing to do.</summary>
    internal Operation[] Code { get; private set; } = [new Return()];

    /// <summary>Words of memory that a thread needs for loop counters and handles.</summary>
    internal int FrameSize { get; private set; }

    /// <summary>Which of those words name joins.</summary>
    internal int[] JoinSlots { get; private set; } = [];

    /// <summary>
    /// Says what the program does; apart from its construction, so that programs may spawn each other.
    /// </summary>
    public void Define(IReadOnlyList<Operation> operations)
    {
        var code = new Assembler();
        code.Add(operations);
        code.Add(new Return());
        (Code, FrameSize, JoinSlots) = (code.ToArray(), code.FrameSize, code.JoinSlots);
    }
}
