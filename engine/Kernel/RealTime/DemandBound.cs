using Timeslice.Des;

namespace Timeslice.Kernel.RealTime;

/// <summary>Whether jobs due within every stretch of time fit in it.</summary>
/// <param name="Verdict">Whether every job meets its deadline.</param>
/// <param name="FirstMiss">
/// The shortest stretch that is too short, from its beginning: where all tasks begin at once, the first deadline that
/// is missed. Null when there is none or none was found.
/// </param>
public sealed record DemandBound(Verdict Verdict, Duration? FirstMiss);
