namespace Timeslice.Des.Distributions;

/// <summary>One of several values (or distributions, which makes a mixture), each with its weight.</summary>
/// <param name="of">What is chosen from: quantities or distributions.</param>
/// <param name="weights">Relative weights, none below 0, one for each; equal when left out.</param>
public sealed class Choice(IReadOnlyList<Distribution> of, IReadOnlyList<double>? weights = null) : Distribution
{
    readonly double[] cumulated = Cumulated(of, weights);

    public override double Mean
    {
        get
        {
            var (sum, before) = (0.0, 0.0);
            for (var i = 0; i < of.Count; before = cumulated[i++]) sum += of[i].Mean * (cumulated[i] - before);
            return sum;
        }
    }

    public override double Most => of.Max(one => one.Most);

    public override double Sample(ref RandomStream random)
    {
        var u = random.NextUniform();
        var i = 0;
        while (cumulated[i] <= u) i++;
        return of[i].Sample(ref random);
    }

    static double[] Cumulated(IReadOnlyList<Distribution> of, IReadOnlyList<double>? weights)
    {
        if (of.Count == 0) throw new ArgumentException("must name at least one value", nameof(of));
        weights ??= [.. Enumerable.Repeat(1.0, of.Count)];
        if (weights.Count != of.Count)
            throw new ArgumentException(
                $"must be as many as there are values: {weights.Count} given for {of.Count}", nameof(weights));
        foreach (var weight in weights) Require(weight >= 0, weight, nameof(weights), "must not be below 0");
        var total = weights.Sum();
        Require(total > 0, total, nameof(weights), "must not all be 0");
        var (result, sum) = (new double[of.Count], 0.0);
        for (var i = 0; i < of.Count; i++) result[i] = (sum += weights[i]) / total;
        // Rounding must not leave a gap below 1, and a value of weight 0 at the end must not be chosen in it.
        for (var i = of.Count - 1; i >= 0 && result[i] == result[^1]; i--) result[i] = 1;
        return result;
    }
}
