using ScottPlot;

namespace Timeslice.Plots.Comparison;

/// <summary>
/// Where the values of a parameter lie along the horizontal axis: by size where they are numbers, else in the file's
/// order.
/// </summary>
sealed class ParameterAxis
{
    const double WideSpan = 30;
    const int MostOwnTicks = 12;
    readonly IReadOnlyList<string> values;
    readonly IReadOnlyList<ParameterValue>? numbers;
    readonly string name;
    readonly Unit unit;

    /// <param name="logarithmic">Whether equal ratios are equal distances; null where the values decide.</param>
    /// <exception cref="ChartException">
    /// Logarithmic was asked for, but the values are not numbers above zero.
    /// </exception>
    public ParameterAxis(string name, IReadOnlyList<string> values, bool? logarithmic)
    {
        (this.name, this.values) = (name, values);
        numbers = ParameterValue.OfAll(values);
        var positive = numbers is not null && numbers.All(n => n.Value > 0);
        if (logarithmic == true && !positive)
            throw new ChartException(
                $"log is true, but the values of {name} are not all numbers above zero: {string.Join(", ", values)}.");
        if (numbers is null) return;
        unit = Unit.For(numbers[0].Dimension, numbers.Max(n => Math.Abs(n.Value)));
        IsLogarithmic = logarithmic ?? (positive && numbers.Max(n => n.Value) >= WideSpan * numbers.Min(n => n.Value));
    }

    public bool IsLogarithmic { get; }
    public int Count => values.Count;
    public bool IsCategorical => numbers is null;

    /// <summary>The coordinate of a value, by its place among the values.</summary>
    public double At(int index) => numbers is null ? index : Scaled(numbers[index].Value / unit.Size);

    public (double Low, double High) Limits(double margin)
    {
        var places = Enumerable.Range(0, values.Count).Select(At).ToArray();
        var (low, high) = (places.Min(), places.Max());
        if (IsCategorical) return (low - 0.5, high + 0.5);
        var room = high > low ? (high - low) * margin : Math.Max(1, Math.Abs(low)) * 0.5;
        return (low - room, high + room);
    }

    /// <summary>In the unit, where its numbers stay short; else every tick names its own.</summary>
    public string Label =>
        numbers is null || TicksNameUnits || unit.Name.Length == 0 ? name : $"{name} ({unit.Name})";

    /// <summary>Ticks at the values themselves where they are few, at round numbers otherwise.</summary>
    public Tick[] Ticks(float width, float textSize)
    {
        if (numbers is null) return Categories(width / values.Count, textSize);
        if (values.Count <= MostOwnTicks)
            return Apart([.. numbers.Select((n, i) => Tick.Major(At(i), Text(n.Value)))], width, textSize);
        var (low, high) = Limits(0);
        if (!IsLogarithmic) return RoundNumbers.Between(low, high, (int)(width / (6 * textSize)));
        return RoundNumbers.Decades(low, high, value => Text(value * unit.Size));
    }

    bool TicksNameUnits => IsLogarithmic && numbers![0].Dimension is Dimension.Time or Dimension.Size
        && numbers!.Max(n => n.Value) >= 500 * numbers!.Min(n => n.Value);

    double Scaled(double value) => IsLogarithmic ? Math.Log10(value) : value;

    string Text(double value) =>
        TicksNameUnits ? Unit.Text(value, numbers![0].Dimension) : Numbers.Short(value / unit.Size);

    Tick[] Categories(float room, float textSize) =>
        [.. values.Select((v, i) => Tick.Major(i, CategoryLabel.Of(FlowText.ForPeople(v), room * 0.94f, textSize)))];

    /// <summary>Leaves out labels, not ticks, where they would touch.</summary>
    Tick[] Apart(Tick[] ticks, float width, float textSize)
    {
        var (low, high) = Limits(0.05);
        var free = float.NegativeInfinity;
        foreach (var i in Enumerable.Range(0, ticks.Length).OrderBy(i => ticks[i].Position).ToArray())
        {
            var middle = (float)((ticks[i].Position - low) / (high - low) * width);
            var half = Pen.Width(ticks[i].Label, textSize) / 2 + textSize * 0.3f;
            if (middle - half < free) ticks[i] = Tick.Major(ticks[i].Position, "");
            else free = middle + half;
        }
        return ticks;
    }
}
