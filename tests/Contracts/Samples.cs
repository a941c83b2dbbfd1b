using System.Text;
using Timeslice.Language.Binding;
using Timeslice.Language.Quantities;
using Timeslice.Language.Syntax;

namespace Timeslice.Tests.Contracts;

/// Options for kinds that need some. A kind that stands here under no name must do without.
static class Samples
{
    static readonly Dictionary<string, string[]> ByKind = new()
    {
        ["round-robin"] = ["{quantum: 1ns}", "{quantum: 3ns}"],
        ["sjf"] = ["{}", "{estimate: 0.5, initial: 2ns}", "{estimate: 1}"],
        ["priority"] =
        [
            "{}", "{preemptive: false}", "{quantum: 2ns}", "{ageing: 3ns}",
            "{preemptive: false, quantum: 1ns, ageing: 1ns}",
        ],
        ["feedback"] = ["{quantum: 1ns}", "{quantum: 2ns, growth: 2}"],
        ["mlfq"] =
        [
            "{quantum: 1ns}", "{quantum: 2ns, levels: 4, allotment: 3ns, boost: 20ns}",
            "{quantum: 2ns, levels: 1}", "{quantum: 3ns, allotment: 4ns, boost: 7ns, accounting: false}",
        ],
        ["lottery"] = ["{quantum: 1ns}", "{quantum: 3ns, compensation: true}"],
        ["stride"] = ["{quantum: 1ns}", "{quantum: 3ns}"],
        ["llf"] = ["{quantum: 1ns}", "{quantum: 4ns}"],
        ["fair"] =
        [
            "{}", "{slice: 3ns}", "{slice: 5ns, tick: 4ns}", "{slice: 7ns, run-to-parity: false, delay-dequeue: true}",
        ],
        ["cfs"] = ["{}", "{latency: 20ns, min-granularity: 3ns, wakeup-granularity: 2ns}", "{latency: 9ns, tick: 4ns}"],
        ["linux"] = ["{}", "{slice: 3ns, tick: 2ns}"],
        ["mutex"] = ["{}", "{recursive: true}", "{robust: true}", "{protocol: inherit}", "{protocol: ceiling}"],
        ["semaphore"] = ["{permits: 1}", "{permits: 2}"],
        ["ipc-semaphore"] = ["{permits: 1}", "{permits: 2}", "{permits: 1, undo: true}", "{permits: 2, undo: true}"],
        ["spin"] = ["{}", "{kind: ticket}", "{kind: mcs}", "{back-off: 1ns, back-off-limit: 8ns}"],
        ["read-write"] = ["{}", "{prefer: reader}", "{prefer: writer}"],
        ["constant"] = ["{value: 2ms}"],
        ["uniform"] = ["{from: 1ms, to: 3ms}"],
        ["exponential"] = ["{mean: 2ms}"],
        ["normal"] = ["{mean: 20ms, sigma: 2ms}"],
        ["geometric"] = ["{mean: 2ms}"],
        ["lognormal"] = ["{mean: 2ms, sigma: 0.5}"],
        ["pareto"] = ["{minimum: 1ms, shape: 3}"],
        ["choice"] = ["{of: [1ms, {exponential: 2ms}], weights: [1, 3]}"],
    };

    /// Every kind of a family that the catalog finds, with each of its samples.
    public static TheoryData<string> Of(string family) =>
        [.. new Catalog().Kinds(family).SelectMany(Forms)];

    /// Those that can do something.
    public static TheoryData<string> Of(string family, Type does) =>
        [.. new Catalog().Kinds(family).Where(kind => kind.Type.IsAssignableTo(does)).SelectMany(Forms)];

    static IEnumerable<string> Forms(Kind kind) =>
        ByKind.GetValueOrDefault(kind.Name, ["{}"]).Select(options => $"{{{kind.Name}: {options}}}");

    /// Made as a scenario would make it.
    public static T Make<T>(string flow, Dimension quantity = Dimension.Number)
    {
        var diagnostics = new Diagnostics("sample");
        var node = ScenarioReader.Read(Encoding.UTF8.GetBytes(flow), diagnostics)!;
        var made = new Binder(new Catalog(), new Names(), diagnostics).Value(typeof(T), node, "sample", quantity);
        diagnostics.ToString().ShouldBeEmpty($"give this kind a sample in {nameof(Samples)}");
        return (T)made!;
    }
}
