using Timeslice.Kernel.Networks;

namespace Timeslice.Language.Scenarios;

/// <summary>What a scenario says of the way between its machines.</summary>
/// <param name="Terms">What links are like that are not told of alone.</param>
/// <param name="Links">Pairs of machines, and what their links are like.</param>
sealed record NetworkModel(
    LinkTerms Terms, IReadOnlyList<(string One, string Other, LinkTerms Terms)> Links);
