namespace Timeslice.Kernel.Processes;

/// <summary>What a system call comes back with.</summary>
/// <param name="Value">What it gives; below 0, minus the <see cref="Errno"/>.</param>
/// <param name="Status">How the process ended that was waited for.</param>
readonly record struct Answer(long Value, long Status);
