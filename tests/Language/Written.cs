using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Language.Binding;
using Timeslice.Language.Scenarios;
using Timeslice.Language.Syntax;
using Timeslice.Tests.Cli;

namespace Timeslice.Tests.Language;

/// Scenarios from texts that are right.
static class Written
{
    public static Scenario Scenario(string text)
    {
        using var workspace = new Workspace();
        File.WriteAllText(workspace["s.yaml"], $"timeslice: 1\n{text}");
        var diagnostics = new Diagnostics("s.yaml");
        var scenario = new ScenarioLoader(new Catalog()).Load(workspace["s.yaml"], diagnostics);
        diagnostics.HasErrors.ShouldBeFalse(diagnostics.ToString());
        return scenario!;
    }

    /// The machine at the point where no parameter is varied.
    public static Machine Machine(string text, ulong seed = 42) => Machine(Scenario(text), seed);

    public static Machine Machine(Scenario scenario, ulong seed = 42) =>
        World(scenario, seed).Machine;

    public static World World(Scenario scenario, ulong seed = 42) =>
        scenario.At(scenario.BasePoint)(new Simulation(seed));
}
