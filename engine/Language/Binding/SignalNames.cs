using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Signals;
using Timeslice.Language.Expressions;
using Timeslice.Language.Syntax;

namespace Timeslice.Language.Binding;

/// <summary>Reads signals, what is done when they come, and to whom they are sent.</summary>
sealed class SignalNames(Names names, Binder binder, Formulas formulas, Diagnostics diagnostics)
{
    public const string WantedReaction = "a list of operations, `ignore` or `default`";
    public const string WantedProcess = "the name of a process, or its number";

    static readonly Dictionary<string, Signal> byName = Enum.GetValues<Signal>()
        .Where(signal => signal != Signal.None).ToDictionary(Defaults.NameOf);

    /// <summary>A signal by its name; 0 is none.</summary>
    public object? SignalNamed(ScalarNode scalar, string path)
    {
        if (byName.TryGetValue(scalar.Text, out var signal)) return signal;
        if (scalar is { Text: "0", Quoted: false }) return Signal.None;
        return Refuse(scalar, path, $"there is no signal {Excerpt.Of(scalar.Text)}",
            Wording.Hint(scalar.Text.ToUpperInvariant(), byName.Keys, "there are:"));
    }

    /// <summary>What a process does when a signal comes.</summary>
    public Reaction? ReactionGiven(Node node, string path) => node switch
    {
        ListNode => binder.Program(node, path) is { } operations ? new(operations) : null,
        ScalarNode { Text: "ignore" } => Reaction.Ignore,
        ScalarNode { Text: "default" } => Reaction.Default,
        _ => (Reaction?)Refuse(node, path, Wording.Mismatch(node, WantedReaction)),
    };

    /// <summary>A process by its name, or by a number that is worked out in the run.</summary>
    public ProcessReference? ProcessMeant(Node node, string path)
    {
        if (node is Pending || node is ScalarNode { Text: var text } && text.All(char.IsAsciiDigit))
            return formulas.Read(node, path) is { } pid ? new(null, pid) : null;
        if (node is not ScalarNode name) return (ProcessReference?)Refuse(node, path,
            Wording.Mismatch(node, WantedProcess));
        if (names.Processes.Contains(name.Text) || names.Unreadable.Contains("processes")) return new(name.Text, null);
        return (ProcessReference?)Refuse(node, path, $"there is no process {Excerpt.Of(name.Text)}",
            Wording.Hint(name.Text, names.Processes, "`processes` names:"));
    }

    object? Refuse(Node node, string path, string message, string? hint = null)
    {
        diagnostics.Error(node.Place, path, message, hint);
        return null;
    }
}
