namespace Timeslice.Kernel.Programs;

/// <summary>
/// A whole number that a program works out as it runs: of constants, variables and the thread's own number.
/// </summary>
public abstract class Formula
{
    /// <summary>Its value for a thread, at this instant.</summary>
    /// <exception cref="Des.RunStopped">An overflow, or a division by zero.</exception>
    protected internal abstract long Evaluate(Machine machine, int thread);
}
