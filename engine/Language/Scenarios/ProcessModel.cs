using Timeslice.Kernel.Processes;

namespace Timeslice.Language.Scenarios;

/// <summary>A process as a scenario declares it.</summary>
/// <param name="Restart">When it is started again; never when null.</param>
/// <param name="Credentials">On whose behalf it acts; null where that could not be read.</param>
sealed record ProcessModel(
    string Name, IReadOnlyList<ThreadModel> Threads, Restart? Restart, Credentials? Credentials);
