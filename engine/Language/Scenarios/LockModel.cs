using Timeslice.Kernel.Locks;
using Timeslice.Language.Binding;

namespace Timeslice.Language.Scenarios;

/// <summary>A lock as a scenario declares it, or an array of locks.</summary>
/// <param name="Size">How many the array has; null where it is one lock.</param>
sealed record LockModel(string Name, int? Size, Made<Lock> Made)
{
    /// <summary>What its locks are called in the machine: <c>fork[1]</c>, <c>fork[2]</c> …</summary>
    public IEnumerable<string> Names =>
        Size is { } size ? Enumerable.Range(1, size).Select(index => $"{Name}[{index}]") : [Name];
}
