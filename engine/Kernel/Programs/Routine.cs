namespace Timeslice.Kernel.Programs;

/// <summary>What a coroutine does: a program of its own, or a list of operations where it is started.</summary>
/// <param name="IsNamed">It is one of the <c>programs</c>, and is checked with them.</param>
public sealed record Routine(Program Program, bool IsNamed)
{
    public Routine(string name, IReadOnlyList<Operation> operations) : this(new(name, operations), IsNamed: false) { }

    public static implicit operator Routine(Program named) => new(named, IsNamed: true);

    /// <exception cref="ProgramRefused">It cannot be executed.</exception>
    internal void Check()
    {
        if (!IsNamed) Program.Check();
    }
}
