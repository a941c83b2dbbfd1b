namespace Timeslice.Language.Syntax;

/// <summary>A piece of a scenario as it was written: a scalar, a list or a map, and where it starts.</summary>
public abstract record Node(Place Place)
{
    /// <summary>The node on one line, as flow YAML: <c>{round-robin: {quantum: 4ms}}</c>. For labels and
    /// messages.</summary>
    public abstract string ToFlow();

    public sealed override string ToString() => ToFlow();
}
