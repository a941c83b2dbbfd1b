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
/// <param name="Decision">Deciding whom a CPU runs next; charged when it turns to a thread.</param>
/// <param name="Migration">Taking a thread over from another CPU of the same node.</param>
/// <param name="NodeMigration">Taking a thread over from a CPU of another node.</param>
/// <param name="CacheRefill">
/// Filling the caches anew, when all that the thread had in them is gone: after a migration, or long after it ran.
/// </param>
/// <param name="CacheDecay">
/// The time in which others drive all but 1/e of that out of the caches of a CPU; a refill costs
/// <c>cache-refill × (1 − e^(−away / cache-decay))</c>, or all of it when this is 0.
/// </param>
/// <param name="CacheLine">Moving a cache line that another CPU of the same node has written.</param>
/// <param name="NodeCacheLine">The same from a CPU of another node.</param>
/// <param name="IdleWake">Waking a CPU that is idle, charged before it switches to its thread.</param>
/// <param name="MemoryAccess">Reading or writing a variable that is in the CPU's cache.</param>
/// <param name="Fork">Creating a process that is a copy of its parent, charged to that.</param>
/// <param name="Vfork">Creating a process that runs in its parent's memory.</param>
/// <param name="Exec">Giving a process another program.</param>
/// <param name="Exit">
/// Ending a process, charged to the thread that does: by <c>exit</c>, beyond the system call; or by returning, from the
/// main program or as the last thread.
/// </param>
/// <param name="Pipe">Reading or writing a pipe, beyond the system call and the copying.</param>
/// <param name="PipeKiB">Copying 1 KiB into a pipe, or out of it.</param>
/// <param name="PosixQueue">Sending or receiving a message by a POSIX queue, beyond the system call.</param>
/// <param name="PosixQueueKiB">Copying 1 KiB of a message into such a queue, or out of it.</param>
/// <param name="SystemVQueue">Sending or receiving a message by a System V queue, beyond the system call.</param>
/// <param name="SystemVQueueKiB">Copying 1 KiB of a message into such a queue, or out of it.</param>
/// <param name="LocalSocket">Sending or receiving by a socket of one machine, beyond the system call.</param>
/// <param name="LocalSocketKiB">Copying 1 KiB into such a socket, or out of it.</param>
/// <param name="NetworkSocket">Sending or receiving by a socket of the network, beyond the system call.</param>
/// <param name="NetworkSocketKiB">Copying 1 KiB into such a socket, or out of it.</param>
/// <param name="PollFile">Looking at one of the files for which <c>poll</c> or <c>select</c> waits.</param>
/// <param name="Epoll">Adding a file to an epoll, or waiting at one, beyond the system call.</param>
/// <param name="EpollFile">Looking at one file of an epoll that has changed, and telling of it.</param>
/// <param name="MemoryKiB">Copying 1 KiB in user mode, from memory to memory.</param>
/// <param name="Signal">Sending a signal.</param>
/// <param name="SignalHandler">Going to the handler of a signal and back.</param>
/// <param name="CoroutineCreate">Creating a coroutine, in user mode.</param>
/// <param name="CoroutineSwitch">Turning from one coroutine of a thread to another, in user mode.</param>
/// <param name="ForkTable">Copying a table of 512 pages on a fork, where memory is modelled; in proportion to the pages
/// that have been touched.</param>
/// <param name="PageFault">Touching a page for the first time, or one that had to be read.</param>
/// <param name="CopyFault">Writing a page that another process has as well: it is copied.</param>
/// <param name="OwnFault">Writing a page that no other process has any more: the trap alone.</param>
/// <param name="DeviceSubmit">Asking a device for something, beyond the system call.</param>
/// <param name="DeviceInterrupt">
/// Handling the interrupt of a device that has done what it was asked for, on the CPU that asked.
/// </param>
public sealed record Costs(
    string Name,
    Duration ThreadSwitch,
    Duration ProcessSwitch,
    Duration SystemCall,
    Duration LockOperation,
    Duration ThreadCreate,
    Duration Decision = default,
    Duration Migration = default,
    Duration NodeMigration = default,
    Duration CacheRefill = default,
    Duration CacheDecay = default,
    Duration CacheLine = default,
    Duration NodeCacheLine = default,
    Duration IdleWake = default,
    Duration MemoryAccess = default,
    Duration Fork = default,
    Duration Vfork = default,
    Duration Exec = default,
    Duration Exit = default,
    Duration Pipe = default,
    Duration PipeKiB = default,
    Duration PosixQueue = default,
    Duration PosixQueueKiB = default,
    Duration SystemVQueue = default,
    Duration SystemVQueueKiB = default,
    Duration LocalSocket = default,
    Duration LocalSocketKiB = default,
    Duration NetworkSocket = default,
    Duration NetworkSocketKiB = default,
    Duration PollFile = default,
    Duration Epoll = default,
    Duration EpollFile = default,
    Duration MemoryKiB = default,
    Duration Signal = default,
    Duration SignalHandler = default,
    Duration CoroutineCreate = default,
    Duration CoroutineSwitch = default,
    Duration ForkTable = default,
    Duration PageFault = default,
    Duration CopyFault = default,
    Duration OwnFault = default,
    Duration DeviceSubmit = default,
    Duration DeviceInterrupt = default)
{
    /// <summary>True when operations cost something besides what they are told to compute.</summary>
    public bool ChargesOperations =>
        SystemCall > Duration.Zero || LockOperation > Duration.Zero || ThreadCreate > Duration.Zero
        || CacheLine > Duration.Zero || NodeCacheLine > Duration.Zero
        || Fork > Duration.Zero || Vfork > Duration.Zero || Exec > Duration.Zero || Exit > Duration.Zero
        || ForkTable > Duration.Zero || Pipe > Duration.Zero || PipeKiB > Duration.Zero
        || PosixQueue > Duration.Zero || PosixQueueKiB > Duration.Zero
        || SystemVQueue > Duration.Zero || SystemVQueueKiB > Duration.Zero
        || LocalSocket > Duration.Zero || LocalSocketKiB > Duration.Zero
        || NetworkSocket > Duration.Zero || NetworkSocketKiB > Duration.Zero || MemoryKiB > Duration.Zero
        || PollFile > Duration.Zero || Epoll > Duration.Zero || EpollFile > Duration.Zero
        || DeviceSubmit > Duration.Zero || Signal > Duration.Zero || SignalHandler > Duration.Zero
        || CoroutineCreate > Duration.Zero || CoroutineSwitch > Duration.Zero;

    /// <summary>True when a switch may cost more than its kind says.</summary>
    public bool SwitchesVary =>
        Decision > Duration.Zero || Migration > Duration.Zero || NodeMigration > Duration.Zero
        || CacheRefill > Duration.Zero;
}
