using Timeslice.Des.Distributions;
using Timeslice.Kernel.Programs;

namespace Timeslice.Language.Scenarios;

/// <summary>Threads as a scenario declares them: how many, when, and what they do.</summary>
sealed record ThreadModel(string Name, int Count, RandomDuration Start, Program Program);
