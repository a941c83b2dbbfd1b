using Timeslice.Des;

namespace Timeslice.Language.Scenarios;

/// <summary>How a scenario is run: the section <c>run</c>.</summary>
/// <param name="Until">When a run ends; null: when all threads are done.</param>
/// <param name="Warmup">What happens before is not counted.</param>
/// <param name="Replications">Independent runs of each point of the sweep, from 1.</param>
/// <param name="Seed">Of all random numbers.</param>
/// <param name="MaxEvents">A run stops here at the latest.</param>
public sealed record RunSettings(Duration? Until, Duration Warmup, int Replications, ulong Seed, long MaxEvents);
