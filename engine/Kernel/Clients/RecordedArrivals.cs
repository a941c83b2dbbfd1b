using Timeslice.Des;

namespace Timeslice.Kernel.Clients;

/// <summary>When requests came, and of which classes they were.</summary>
/// <param name="Times">Since the beginning; they never fall.</param>
/// <param name="Classes">The name of the class of each; null where they tell nothing of classes.</param>
public sealed record RecordedArrivals(IReadOnlyList<Duration> Times, IReadOnlyList<string>? Classes = null);
