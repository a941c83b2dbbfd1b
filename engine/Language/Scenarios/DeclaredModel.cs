using Timeslice.Language.Binding;

namespace Timeslice.Language.Scenarios;

/// <summary>A lock or a channel as a scenario declares it, or an array of them.</summary>
/// <param name="Size">How many the array has; null where it is but one.</param>
sealed record DeclaredModel<T>(string Name, int? Size, Made<T> Made) where T : class
{
    /// <summary>What they are called in the machine: <c>fork[1]</c>, <c>fork[2]</c> …</summary>
    public IEnumerable<string> Names =>
        Size is { } size ? Enumerable.Range(1, size).Select(index => $"{Name}[{index}]") : [Name];
}
