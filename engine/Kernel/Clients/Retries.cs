namespace Timeslice.Kernel.Clients;

/// <summary>What a client does when an attempt has failed, for whatever reason.</summary>
/// <param name="times">How often a request is tried again at most: from 0.</param>
/// <param name="backOff">How long it waits before; not at all when left out.</param>
/// <param name="budget">What bounds the retries of all its requests together; nothing when left out.</param>
public sealed class Retries(int times, BackOff? backOff = null, RetryBudget? budget = null)
{
    public int Times { get; } = times >= 0 ? times
        : throw new ArgumentOutOfRangeException(nameof(times), times, "must be at least 0");
    public BackOff? BackOff => backOff;
    public RetryBudget? Budget => budget;
}
