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

    /// <summary><c>workers=8, policy=fcfs</c></summary>
    public override string ToString() => string.Join(", ", Parameters.Select(p => $"{p.Key}={p.Value}"));
}
