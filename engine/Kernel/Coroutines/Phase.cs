namespace Timeslice.Kernel.Coroutines;

/// <summary>In which phase of its turn an event loop comes to something, in this order.</summary>
/// <remarks>
/// The phases of libuv's loop, as Node.js describes them ("The Node.js Event Loop"): timers, poll, check.
/// </remarks>
enum Phase
{
    /// <summary>Times that are up.</summary>
    Timers,

    /// <summary>Input and output that can go on or is complete.</summary>
    Poll,

    /// <summary>Coroutines that let the others go first.</summary>
    Check,
}
