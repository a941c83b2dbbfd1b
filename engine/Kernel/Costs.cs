using Timeslice.Des;

namespace Timeslice.Kernel;

/// <summary>What the kernel itself costs: CPU time charged for switches and for operations.</summary>
/// <param name="Name">The profile that these costs come from.</param>
/// <param name="ThreadSwitch">From one thread of a process to another; charged before the new thread runs.</param>
/// <param name="ProcessSwitch">From a thread of one process to a thread of another (address space included).</param>
/// <param name="SystemCall">Entering and leaving the kernel: sleep, yield, join, a
/// lock that blocks, an unlock that wakes.</param>
/// <param name="LockOperation">Taking or giving back a lock that nobody
/// contends: an atomic operation in user mode.</param>
/// <param name="ThreadCreate">Creating a thread, charged to its creator.</param>
public sealed record Costs(
    string Name,
    Duration ThreadSwitch,
    Duration ProcessSwitch,
    Duration SystemCall,
    Duration LockOperation,
    Duration ThreadCreate)
{
    /// <summary>True when operations cost something besides what they are told to compute.</summary>
    public bool ChargesOperations =>
        SystemCall > Duration.Zero || LockOperation > Duration.Zero || ThreadCreate > Duration.Zero;
}
