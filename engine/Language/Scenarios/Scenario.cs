using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Language.Binding;
using Timeslice.Language.Expressions;
using Timeslice.Language.Quantities;
using Timeslice.Language.Syntax;

namespace Timeslice.Language.Scenarios;

/// <summary>A scenario that has been read and checked at every point of its sweep.</summary>
public sealed class Scenario
{
    /// <summary>Beyond these, what the runs leave behind would not fit into memory.</summary>
    const int MostRuns = 10_000_000;

    readonly Catalog catalog;
    readonly MapNode tree;

    internal Scenario(Catalog catalog, MapNode tree, string file) =>
        (this.catalog, this.tree, File) = (catalog, tree, file);

    public string File { get; }

    /// <summary>The name of the file, without folder and ending.</summary>
    public string Name => Path.GetFileNameWithoutExtension(File);
    public required string Title { get; init; }
    public required string About { get; init; }
    public required RunSettings Run { get; init; }

    /// <summary>The values of all parameters where they are not swept.</summary>
    public required IReadOnlyDictionary<string, Node> Parameters { get; init; }
    public required IReadOnlyList<ScenarioPoint> Points { get; init; }

    /// <summary>Metrics that the scenario asks to see; empty: those that most ask for.</summary>
    public required IReadOnlyList<AskedMetric> Metrics { get; init; }
    public required IReadOnlyList<Expectation> Expectations { get; init; }
    internal IReadOnlyDictionary<string, IReadOnlyList<object>> ChoiceLists { get; init; } =
        new Dictionary<string, IReadOnlyList<object>>();

    /// <summary>The point at which all parameters have the values of <see cref="Parameters"/>; the first if there is
    /// none.</summary>
    public ScenarioPoint BasePoint => Points.FirstOrDefault(point =>
        point.Swept.All(one => Parameters[one.Key].ToFlow() == one.Value.ToFlow())) ?? Points[0];

    /// <summary>Choices of a section that was registered when reading, such as charts.</summary>
    public IReadOnlyList<Made<T>> Chosen<T>(string section) =>
        ChoiceLists.TryGetValue(section, out var list) ? [.. list.Cast<Made<T>>()] : [];

    /// <summary>The whole scenario on one line, comments and layout gone; equal scenarios have equal texts.</summary>
    public string Normalised => tree.ToFlow();

    /// <summary>Builds the machines of a point at time 0 of a simulation, over and over if need be.</summary>
    public Func<Simulation, World> At(ScenarioPoint point)
    {
        var diagnostics = new Diagnostics(File);
        var resolved = ScenarioLoader.Resolve(tree, ValuesAt(point), diagnostics);
        var model = ScenarioLoader.ReadModel(catalog, resolved, diagnostics)
            ?? throw new InvalidOperationException($"a checked scenario does not bind:\n{diagnostics}");
        return model.Build;
    }

    /// <summary>The value of a parameter at a point, as expressions see it (a structure is its text); null for an
    /// unknown name.</summary>
    public Value? ParameterAt(ScenarioPoint point, string name)
    {
        var values = ValuesAt(point);
        if (!values.TryGetValue(name, out var node)) return null;
        node = Substitution.Apply(node, values, new(File));
        return node is ScalarNode scalar ? Value.Of(scalar) : new Value(node.ToFlow());
    }

    /// <summary>Why so many replications of all points are too many runs; null when they are not.</summary>
    public string? RefuseRuns(int replications)
    {
        var runs = Points.Count * (long)replications;
        if (runs <= MostRuns) return null;
        var product = $"{Points.Count} points × {replications} replications are {runs} runs";
        return $"{product}; at most {MostRuns} are run at once";
    }

    internal Dictionary<string, Node> ValuesAt(ScenarioPoint point)
    {
        var values = new Dictionary<string, Node>(Parameters);
        foreach (var (name, value) in point.Swept) values[name] = value;
        return values;
    }
}
