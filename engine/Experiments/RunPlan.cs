using Timeslice.Des;

namespace Timeslice.Experiments;

/// <summary>How each run of a study goes.</summary>
/// <param name="Until">When it ends; null: when nothing is left to happen.</param>
/// <param name="Warmup">What happens before is not counted.</param>
/// <param name="Limits">Where it stops at the latest.</param>
public sealed record RunPlan(Duration? Until, Duration Warmup, Limits Limits);
