using Timeslice.Des;
using Timeslice.Des.Distributions;

namespace Timeslice.Kernel.Clients;

/// <summary>At a steady rate, the distances are independent and have a distribution.</summary>
/// <param name="gaps">The distances, relative to their mean, which must be above 0 and finite.</param>
public sealed class Renewal(Distribution gaps) : Arrivals
{
    readonly double mean = gaps.Mean > 0 && double.IsFinite(gaps.Mean) ? gaps.Mean
        : throw new ArgumentOutOfRangeException(nameof(gaps), gaps.Mean, "must have a mean above 0, and finite");

    internal override double Step(ref RandomStream random) => Math.Max(0, gaps.Sample(ref random)) / mean;
}
