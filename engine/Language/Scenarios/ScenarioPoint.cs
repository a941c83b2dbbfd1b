using Timeslice.Language.Syntax;

namespace Timeslice.Language.Scenarios;

/// <summary>One combination of the swept parameters' values.</summary>
public sealed record ScenarioPoint(int Index, IReadOnlyList<KeyValuePair<string, Node>> Swept);
