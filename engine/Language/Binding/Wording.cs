using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Programs;
using Timeslice.Language.Quantities;
using Timeslice.Language.Syntax;

namespace Timeslice.Language.Binding;

/// <summary>How messages call what was given and what is wanted.</summary>
static class Wording
{
    public static string Given(Node node) => node switch
    {
        MapNode { Entries: [var first, ..] } => $"a map (`{Excerpt.Cut(first.Key)}: …`)",
        MapNode => "an empty map",
        ListNode => "a list",
        ScalarNode { IsEmpty: true } => "nothing",
        _ => Excerpt.Of(((ScalarNode)node).Text),
    };

    public static string Wanted(Dimension dimension) => dimension switch
    {
        Dimension.Duration => "a duration with its unit, such as `4ms`",
        Dimension.Bytes => "a size with its unit, such as `4KiB`",
        Dimension.Rate => "a rate, such as `500/s`",
        _ => "a plain number",
    };

    public static string Wanted(Type type, Dimension quantity) =>
        type == typeof(RandomDuration) || type == typeof(Duration) ? Wanted(Dimension.Duration)
        : type == typeof(RandomCount) || type == typeof(int) || type == typeof(long) || type == typeof(ulong) ? "a whole number"
        : type == typeof(Quantity) || type == typeof(Distribution) ? Wanted(quantity)
        : type == typeof(LockReference) ? "the name of a lock"
        : type == typeof(Program) ? "the name of a program"
        : type == typeof(IReadOnlyList<Operation>) ? "a list of operations"
        : type == typeof(bool) ? "`true` or `false`"
        : Lists.ItemType(type) is not null ? "a list"
        : "a value";

    /// <summary><c>did you mean `mutex`? there are: mutex, semaphore</c></summary>
    public static string Hint(string given, IReadOnlyCollection<string> known, string allowed)
    {
        var all = known.Count == 0 ? $"{allowed} none" : $"{allowed} {string.Join(", ", known)}";
        return Suggestion.Nearest(given, known) is { } near ? $"did you mean `{near}`? {all}" : all;
    }
}
