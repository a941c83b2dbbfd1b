using Timeslice.Des;

namespace Timeslice.Kernel.Channels;

/// <summary>What a thread was given by its last call on a channel, and has still to pay for and to tell of.</summary>
/// <param name="Value">What came with the bytes.</param>
/// <param name="Copying">CPU time for copying.</param>
readonly record struct Brought(long Value, Message Message, Duration Copying);
