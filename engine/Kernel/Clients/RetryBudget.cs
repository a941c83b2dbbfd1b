namespace Timeslice.Kernel.Clients;

/// <summary>
/// Bounds the retries of a client by its requests: each request earns a share of a retry, and a retry that has not been
/// earned is not made.
/// </summary>
/// <remarks>The retry budgets of Finagle and the retry throttling of gRPC (gRFC A6).</remarks>
/// <param name="share">What a request earns, from 0 to 1: at 10 % there is a retry for ten requests.</param>
/// <param name="burst">What can be saved at most, and is there at the beginning, in retries: from 0.</param>
public sealed class RetryBudget(double share, int burst = 10)
{
    /// <summary>A retry costs so many parts.</summary>
    internal const long Parts = 1_000_000;

    /// <summary>What a request earns, and what can be saved, in parts of a retry.</summary>
    internal long Earned { get; } = share is >= 0 and <= 1 ? (long)Math.Round(share * Parts)
        : throw new ArgumentOutOfRangeException(nameof(share), share, "must be from 0 to 1");

    internal long Most { get; } = burst >= 0 ? burst * Parts
        : throw new ArgumentOutOfRangeException(nameof(burst), burst, "must be at least 0");
}
