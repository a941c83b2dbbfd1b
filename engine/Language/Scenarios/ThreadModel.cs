using Timeslice.Des.Distributions;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Language.Scenarios;

/// <summary>Threads as a scenario declares them: how many, when, what they do, and what they may claim.</summary>
/// <param name="IsMain">When it returns, its process ends.</param>
sealed record ThreadModel(
    string Name, int Count, RandomDuration Start, Program Program, Terms Terms, bool IsMain = false);
