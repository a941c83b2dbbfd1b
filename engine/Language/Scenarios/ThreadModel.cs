using Timeslice.Des.Distributions;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Language.Scenarios;

/// <summary>Threads as a scenario declares them: how many, when, what they do, and what they may claim.</summary>
sealed record ThreadModel(string Name, int Count, RandomDuration Start, Program Program, Terms Terms);
