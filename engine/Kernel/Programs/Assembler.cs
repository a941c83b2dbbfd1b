namespace Timeslice.Kernel.Programs;

/// <summary>
/// Lays operations down one after the other and gives out the words of memory that they need per thread.
/// </summary>
public sealed class Assembler
{
    readonly List<Operation> code = [];
    readonly Dictionary<string, int> joins = [];

    /// <summary>Where the next step will stand.</summary>
    public int Position => code.Count;

    internal int FrameSize { get; private set; }

    /// <summary>Lays down one step.</summary>
    public void Add(Operation step) => code.Add(step);

    /// <summary>Lays down one step that is a part of another, whose place in the scenario it shares.</summary>
    public void Add(Operation part, Operation whole)
    {
        part.Source = whole.Source;
        code.Add(part);
    }

    /// <summary>Lays down whole operations, which lay down their parts.</summary>
    public void Add(IReadOnlyList<Operation> operations)
    {
        foreach (var operation in operations) operation.Assemble(this);
    }

    /// <summary>A word of the thread's memory, 0 at first, for this operation alone.</summary>
    public int Slot() => FrameSize++;

    /// <summary>A word of the thread's memory for the join of this name.</summary>
    public int JoinSlot(string name) => joins.TryGetValue(name, out var slot) ? slot : joins[name] = Slot();

    internal int[] JoinSlots => [.. joins.Values.Order()];

    internal Operation[] ToArray() => [.. code];
}
