using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Servers;
using Timeslice.Kernel.Signals;
using Timeslice.Language.Expressions;
using Timeslice.Language.Quantities;
using Timeslice.Language.Syntax;

namespace Timeslice.Language.Binding;

/// <summary>How messages call what was given and what is wanted.</summary>
static class Wording
{
    // A few more than that are listed all the same: so are the sections of a scenario.
    const int MostListed = 20, Few = 5;

    static readonly Type[] Whole = [typeof(int), typeof(long), typeof(ulong)];

    public static string Given(Node node) => node switch
    {
        MapNode { Entries: [var first, ..] } => $"a map (`{Excerpt.Cut(first.Key)}: …`)",
        MapNode => "an empty map",
        ListNode { Items: [] } => "an empty list",
        ListNode => "a list",
        ScalarNode { IsEmpty: true } => "nothing",
        ScalarNode { Quoted: true, Text: var text } => $"the text {Excerpt.Of(text)}",
        Pending { Text: var text } => $"{Excerpt.Of(text)}, which is known only in the run,",
        _ => Excerpt.Of(((ScalarNode)node).Text),
    };

    /// <summary>What was given, and what is needed in its place.</summary>
    public static string Mismatch(Node given, string needed) => $"{Given(given)} is given, but {needed} is needed";

    public static string Wanted(Dimension dimension) => dimension switch
    {
        Dimension.Duration => "a duration such as `4ms`",
        Dimension.Bytes => "a size such as `4KiB`",
        Dimension.Rate => "a rate such as `500/s`",
        Dimension.Bandwidth => "a bandwidth such as `125MB/s`",
        _ => "a plain number",
    };

    public static string Wanted(Type type, Dimension quantity) =>
        type == typeof(RandomDuration) || type == typeof(Duration) ? Wanted(Dimension.Duration)
        : type == typeof(RandomCount) || type == typeof(Times) || Whole.Contains(type) ? "a whole number"
        : type == typeof(Size) || type == typeof(Kernel.Bytes) ? Wanted(Dimension.Bytes)
        : type == typeof(Kernel.Networks.ByteRate) ? Wanted(Dimension.Bandwidth)
        : type == typeof(Kernel.Clients.Frequency) || type == typeof(Kernel.Clients.Intensity)
            ? Wanted(Dimension.Rate)
        : type == typeof(Kernel.Clients.RecordedArrivals) ? "the name of a CSV file"
        : type == typeof(Quantity) || type == typeof(Distribution) ? Wanted(quantity)
        : IsOf(typeof(LockReference<>), type) ? "the name of a lock"
        : IsOf(typeof(ChannelReference<>), type) ? "the name of a channel"
        : type == typeof(VariableReference) ? "the name of a variable"
        : type == typeof(Formula) ? "a whole number, or an expression such as `${counter + 1}`,"
        : type == typeof(Phrase) ? "a text"
        : type == typeof(Keeping) ? "how long a connection is kept, such as `5s` or `{most: 1}`,"
        : type == typeof(Restart) ? "when it is started again, such as `{delay: 50ms}`,"
        : type == typeof(Alternative) ? "what may be done, such as `{weight: 3, do: [yield]}`,"
        : type == typeof(Program) ? "the name of a program"
        : type == typeof(Routine) ? "the name of a program, or a list of operations,"
        : type == typeof(Awaited) ? "a name given by `as`, or an operation such as `{sleep: 3ms}`,"
        : type == typeof(Operation) ? "an operation such as `{sleep: 3ms}`"
        : type == typeof(Group) ? "the name of a group"
        : type == typeof(IReadOnlyList<Operation>) ? "a list of operations"
        : type == typeof(Reaction) ? SignalNames.WantedReaction
        : type == typeof(ProcessReference) ? SignalNames.WantedProcess
        : type == typeof(Signal) ? "a signal such as `SIGINT`"
        : type == typeof(bool) ? "`true` or `false`"
        : type == typeof(double) ? Wanted(Dimension.Number)
        : type == typeof(string) ? "a text"
        : type == typeof(CpuSet) ? CpuSets.Wanted
        : type.IsEnum ? $"one of {string.Join(", ", Words(type))}"
        : Lists.ItemType(type) is not null ? "a list"
        : "a value";

    static bool IsOf(Type generic, Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == generic;

    /// <summary>How an enumeration's values are written.</summary>
    public static IReadOnlyList<string> Words(Type choice) => [.. Enum.GetNames(choice).Select(Kebab.Of)];

    /// <summary>Bounds that nobody comes near are not worth their digits.</summary>
    public static string Within(decimal least, decimal most) =>
        most < int.MaxValue ? $"a whole number from {least} to {most} is needed"
        : least > int.MinValue ? $"a whole number of {least} or above is needed"
        : "a whole number is needed";

    /// <summary>A name of ours after its article: <c>a lock</c>, <c>an operation</c>.</summary>
    public static string One(string name) => $"{("aeiou".Contains(name[0]) ? "an" : "a")} {name}";

    /// <summary><c>did you mean `mutex`? there are: mutex, semaphore</c></summary>
    public static string Hint(string given, IReadOnlyCollection<string> known, string allowed)
    {
        var all = known.Count == 0 ? $"{allowed.TrimEnd(':')} none" : $"{allowed} {Listed(known)}";
        return Suggestion.Nearest(given, known) is { } near ? $"did you mean `{near}`? {all}" : all;
    }

    static string Listed(IReadOnlyCollection<string> names)
    {
        if (names.Count <= MostListed + Few) return string.Join(", ", names.Select(Excerpt.Cut));
        var listed = string.Join(", ", names.Take(MostListed).Select(Excerpt.Cut));
        return $"{listed} and {names.Count - MostListed} more";
    }
}
