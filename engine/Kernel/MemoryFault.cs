namespace Timeslice.Kernel;

/// <summary>
/// A thread touches memory that its process does not have, in the midst of an operation: that ends the process.
/// </summary>
sealed class MemoryFault(int thread, string what) : Exception(what)
{
    public int Thread => thread;
}
