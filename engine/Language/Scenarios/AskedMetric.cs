using Timeslice.Language.Syntax;

namespace Timeslice.Language.Scenarios;

/// <summary>A metric that a scenario asks to see, and where it does.</summary>
public sealed record AskedMetric(string Name, Place Place);
