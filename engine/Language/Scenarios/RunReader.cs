using Timeslice.Des;
using Timeslice.Language.Binding;
using Timeslice.Language.Syntax;

namespace Timeslice.Language.Scenarios;

/// <summary>Reads the section <c>run</c>.</summary>
static class RunReader
{
    const int MostReplications = 1_000_000;

    public static RunSettings Read(Node? node, Binder binder, Diagnostics diagnostics)
    {
        var run = new MapReader(node, "run", diagnostics, "until", "warmup", "replications", "seed", "max-events");
        var until = Until(run["until"], binder, diagnostics);
        var warmup = run.Duration(binder, "warmup", Duration.Zero);
        if (warmup > Duration.Zero && warmup >= until)
            diagnostics.Error(run["warmup"]!.Place, "run.warmup",
                $"the warm-up ({warmup}) does not end before the run ({until})",
                "lengthen `until` or shorten `warmup`");
        return new(until, warmup,
            (int)run.Whole(binder, "replications", 1, 1, MostReplications),
            (ulong)run.Whole(binder, "seed", 42, 0, ulong.MaxValue),
            (long)run.Whole(binder, "max-events", 1_000_000_000, 1, long.MaxValue));
    }

    static Duration? Until(Node? node, Binder binder, Diagnostics diagnostics)
    {
        if (node is null or ScalarNode { Text: "done" } || diagnostics.Explains(node)) return null;
        if (node is not ScalarNode { IsEmpty: false, Text: var text } || !text.Any(char.IsAsciiDigit))
            diagnostics.Error(node.Place, "run.until", Wording.Mismatch(node, "a duration such as `10s`, or `done`,"));
        else if (binder.Value(typeof(Duration), node, "run.until") is Duration until)
        {
            if (until > Duration.Zero) return until;
            diagnostics.Error(node.Place, "run.until", $"{Excerpt.Of(node.ToFlow())} is not above 0",
                "give a duration, or `done`: until all threads have exited");
        }
        return null;
    }
}
