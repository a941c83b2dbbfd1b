namespace Timeslice.Kernel.Locks;

/// <summary>
/// Names a lock in a program: its number in the machine, so that one program serves many machines at once.
/// </summary>
public readonly record struct LockReference(int Number)
{
    public static implicit operator LockReference(Lock named) => new(named.Number);
}
