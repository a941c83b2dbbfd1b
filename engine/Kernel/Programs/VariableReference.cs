namespace Timeslice.Kernel.Programs;

/// <summary>
/// Names a variable in a program by its number in the machine, so that one program serves many machines at once.
/// </summary>
/// <param name="Name">What it is called, for messages.</param>
/// <param name="IsOfThread">Each thread has its own: nobody else reads or writes it.</param>
public readonly record struct VariableReference(int Number, string Name, bool IsOfThread = false)
{
    public static implicit operator VariableReference(Variable named) =>
        new(named.Number, named.Name, named.Of == VariableOwner.Thread);
}
