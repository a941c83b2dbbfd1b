using System.Globalization;

namespace Timeslice.Experiments;

/// <summary>
/// One setting of the parameters that an experiment varies: names in the
/// order of the file, values as the file writes them.
/// </summary>
public sealed record Point(int Index, IReadOnlyList<KeyValuePair<string, string>> Parameters)
{
    /// <summary>The value of a parameter, or null when this experiment does not vary it.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (var (key, value) in Parameters)
                if (key == name) return value;
            return null;
        }
    }

    /// <summary>The value of a parameter that is a whole number: <c>point.Whole("cpus")</c>.</summary>
    /// <exception cref="ArgumentException">This experiment does not vary it.</exception>
    /// <exception cref="FormatException">It is no whole number.</exception>
    public int Whole(string name) => int.Parse(
        this[name] ?? throw new ArgumentException($"{name} is no parameter of the point {this}", nameof(name)),
        CultureInfo.InvariantCulture);

    /// <summary>A sweep: one point for each value of a parameter.</summary>
    public static IReadOnlyList<Point> Each<T>(string parameter, params IEnumerable<T> values) where T : IFormattable =>
        [.. values.Select((value, i) =>
            new Point(i, [new(parameter, value.ToString(null, CultureInfo.InvariantCulture))]))];

    /// <summary><c>workers=8, policy=fcfs</c></summary>
    public override string ToString() => string.Join(", ", Parameters.Select(p => $"{p.Key}={p.Value}"));
}
