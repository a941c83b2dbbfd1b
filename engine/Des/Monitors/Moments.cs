namespace Timeslice.Des.Monitors;

/// <summary>The mean of weighted numbers and their squared deviations from it, in one pass.</summary>
/// <remarks>
/// D. H. D. West (1979), "Updating mean and variance estimates: an improved method", CACM 22(9): stable where the
/// textbook's Σx² − (Σx)²/n cancels. Two halves are joined as by Chan, Golub and LeVeque (1979).
/// </remarks>
struct Moments
{
    public double Weight { get; private set; }
    public double Mean { get; private set; }

    /// <summary>Σ weight × (number − mean)².</summary>
    public double Deviations { get; private set; }

    public void Add(double number, double weight = 1)
    {
        if (weight == 0) return;
        Weight += weight;
        var step = number - Mean;
        Mean += step * (weight / Weight);
        Deviations += weight * step * (number - Mean);
    }

    public void Join(Moments other)
    {
        if (other.Weight == 0) return;
        var step = other.Mean - Mean;
        var weight = Weight + other.Weight;
        Mean += step * (other.Weight / weight);
        Deviations += other.Deviations + step * step * (Weight * (other.Weight / weight));
        Weight = weight;
    }
}
