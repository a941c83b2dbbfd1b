using Timeslice.Kernel;

namespace Timeslice.Benchmarks.Workloads;

/// <summary>Watches and does nothing: every change has to be told.</summary>
sealed class Bystander : Observer;
