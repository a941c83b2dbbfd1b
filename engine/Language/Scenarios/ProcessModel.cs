using Timeslice.Kernel;
using Timeslice.Kernel.Processes;

namespace Timeslice.Language.Scenarios;

/// <summary>A process as a scenario declares it.</summary>
/// <param name="Restart">When it is started again; never when null.</param>
/// <param name="Image">What it takes of memory from the beginning.</param>
sealed record ProcessModel(string Name, IReadOnlyList<ThreadModel> Threads, Restart? Restart, Bytes Image);
