namespace Timeslice.Language.Scenarios;

/// <summary>A process as a scenario declares it.</summary>
sealed record ProcessModel(string Name, IReadOnlyList<ThreadModel> Threads);
