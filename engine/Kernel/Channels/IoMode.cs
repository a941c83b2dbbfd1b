namespace Timeslice.Kernel.Channels;

/// <summary>What a call does that would have to wait.</summary>
public enum IoMode
{
    /// <summary>It blocks its thread.</summary>
    Blocking,

    /// <summary>It comes back at once with −11 (EAGAIN).</summary>
    NonBlocking,
}
