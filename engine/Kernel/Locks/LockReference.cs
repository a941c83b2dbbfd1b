using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Locks;

/// <summary>
/// Names a lock in a program by its number in the machine, so that one program serves many machines at once; or one of
/// an array of locks, by an index that the program works out.
/// </summary>
/// <typeparam name="T">What the program asks of it.</typeparam>
/// <param name="First">The number of the lock, or of the first of the array.</param>
/// <param name="Count">How many the array has.</param>
/// <param name="Index">Which of the array, from 1; null where it is not an array.</param>
public readonly record struct LockReference<T>(int First, int Count = 1, Formula? Index = null) where T : class
{
    /// <summary>Whether it may be this one that is meant.</summary>
    internal bool Names(Lock one) => one.Number >= First && one.Number < First + Count;

    public static implicit operator LockReference<T>(Lock named) => named is T
        ? new(named.Number)
        : throw new ArgumentException($"{named.Name} is no {typeof(T).Name}", nameof(named));
}
