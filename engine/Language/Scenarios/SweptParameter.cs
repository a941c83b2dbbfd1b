using Timeslice.Language.Syntax;

namespace Timeslice.Language.Scenarios;

/// <summary>A parameter of a sweep and the values that it takes, in order.</summary>
sealed record SweptParameter(string Name, IReadOnlyList<Node> Values);
