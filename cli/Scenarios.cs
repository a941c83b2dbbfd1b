using Timeslice.Experiments.Metrics;
using Timeslice.Language.Binding;
using Timeslice.Language.Scenarios;
using Timeslice.Language.Syntax;
using Timeslice.Plots.Charts;

namespace Timeslice.Cli;

/// <summary>Reads scenarios with everything that they may name here: the engine's kinds, charts and metrics.</summary>
static class Scenarios
{
    public static Catalog Catalog() => new Catalog().With<Chart>("chart").With<Metric>("metric");

    /// <summary>
    /// The scenario, or null after its errors have been printed; warnings are printed in either case.
    /// </summary>
    /// <param name="detect">Detectors besides those that it asks for.</param>
    public static Scenario? Load(
        string file, IReadOnlyDictionary<string, string> set, IReadOnlyList<string>? detect = null)
    {
        var diagnostics = new Diagnostics(file);
        var scenario = new ScenarioLoader(Catalog()).With<Chart>("charts").Load(file, diagnostics, set, detect);
        foreach (var line in diagnostics.Lines()) Console.Error.WriteLine(line);
        return scenario;
    }
}
