using Timeslice.Kernel;
using Timeslice.Kernel.Coroutines;
using Timeslice.Kernel.Processes;
using Timeslice.Language.Binding;

namespace Timeslice.Language.Scenarios;

/// <summary>A process as a scenario declares it.</summary>
/// <param name="On">Its machine; empty where there is one that has no name.</param>
/// <param name="Restart">When it is started again; never when null.</param>
/// <param name="Image">What it takes of memory from the beginning.</param>
/// <param name="Coroutines">On which threads its coroutines run; null: as usual.</param>
/// <param name="Credentials">On whose behalf it acts; null where that could not be read.</param>
/// <param name="Mentions">What its programs refer to, and those that they call or start.</param>
sealed record ProcessModel(
    string Name, string On, IReadOnlyList<ThreadModel> Threads, Restart? Restart, Bytes Image,
    Made<CoroutineModel>? Coroutines, Credentials? Credentials, IReadOnlySet<(string What, string Name)> Mentions);
