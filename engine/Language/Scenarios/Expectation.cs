using Timeslice.Language.Expressions;
using Timeslice.Language.Syntax;

namespace Timeslice.Language.Scenarios;

/// <summary>What a scenario says must hold at every point, and where it says so.</summary>
/// <param name="Path">Its key path, <c>expect[2]</c>.</param>
public sealed record Expectation(Expression Expression, Place Place, string Path);
