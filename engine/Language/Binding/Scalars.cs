using Timeslice.Des;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Programs;
using Timeslice.Language.Quantities;
using Timeslice.Language.Syntax;

namespace Timeslice.Language.Binding;

/// <summary>Turns scalars into numbers, durations, truth values and references.</summary>
sealed class Scalars(Names names, Diagnostics diagnostics)
{
    /// <summary>A value of the type, or null after an error has been reported.</summary>
    /// <param name="quantity">What a <see cref="Quantity"/> measures here.</param>
    public object? Value(Type type, ScalarNode scalar, string path, Dimension quantity)
    {
        if (type == typeof(string)) return scalar.Text;
        if (type == typeof(bool)) return Truth(scalar, path);
        if (type == typeof(LockReference)) return LockNamed(scalar, path);
        if (type == typeof(Program)) return ProgramNamed(scalar, path);
        if (type == typeof(Duration)) return Amount(scalar, path, Dimension.Duration) is { } ns ? new Duration((long)ns) : null;
        if (type == typeof(Quantity)) return Amount(scalar, path, quantity) is { } size ? new Quantity((double)size) : null;
        if (type == typeof(double)) return Amount(scalar, path, Dimension.Number) is { } number ? (double)number : null;
        if (type == typeof(int)) return Whole(scalar, path, int.MinValue, int.MaxValue) is { } whole ? (int)whole : null;
        if (type == typeof(long)) return Whole(scalar, path, long.MinValue, long.MaxValue) is { } whole ? (long)whole : null;
        if (type == typeof(ulong)) return Whole(scalar, path, 0, ulong.MaxValue) is { } whole ? (ulong)whole : null;
        throw new InvalidOperationException($"no YAML form is known for options of type {type}");
    }

    /// <summary>An amount of the wanted dimension, in its base unit.</summary>
    public decimal? Amount(ScalarNode scalar, string path, Dimension wanted)
    {
        var needed = $"{Wording.Wanted(wanted)} is needed";
        if (scalar.Quoted) return Refuse(scalar, path, $"{Wording.Given(scalar)} is given", $"{needed}, without quotes");
        if (!Amounts.TryParse(scalar.Text, out var amount, out var problem)) return Unreadable(scalar, path, problem, needed);
        if (amount.Dimension == wanted) return amount.Value;
        return Refuse(scalar, path, amount.Dimension == Dimension.Number
            ? $"{Excerpt.Of(scalar.Text)} has no unit" : $"{Excerpt.Of(scalar.Text)} is {new Expressions.Value(amount).Kind}", needed);
    }

    /// <summary>What is no quantity at all was not meant as one; of what is nearly one, the problem tells how to write it.</summary>
    decimal? Unreadable(ScalarNode scalar, string path, string problem, string needed) =>
        !scalar.Text.Any(char.IsAsciiDigit) ? Refuse(scalar, path, $"{Excerpt.Of(scalar.Text)} is given, but {needed}")
        : scalar.Text.Contains('(') ? Refuse(scalar, path, $"{Excerpt.Of(scalar.Text)} is given, but {needed}", "a distribution is written `{exponential: 4ms}`")
        : Refuse(scalar, path, problem, problem.Contains(": ") || problem.Contains('?') ? null : needed);

    /// <summary>A whole number within bounds.</summary>
    public decimal? Whole(ScalarNode scalar, string path, decimal least, decimal most)
    {
        if (Amount(scalar, path, Dimension.Number) is not { } number) return null;
        if (number != Math.Round(number)) return Refuse(scalar, path, $"{Excerpt.Of(scalar.Text)} is not a whole number", Wording.Whole(least, most));
        if (number < least) return Refuse(scalar, path, $"{Excerpt.Of(scalar.Text)} is below {least}", Wording.Whole(least, most));
        return number <= most ? number : Refuse(scalar, path, $"{Excerpt.Of(scalar.Text)} is above {most}", Wording.Whole(least, most));
    }

    /// <summary>A duration of 0 or above.</summary>
    public Duration? Duration(ScalarNode scalar, string path)
    {
        if (Amount(scalar, path, Dimension.Duration) is not { } ns) return null;
        if (ns >= 0) return new Duration((long)ns);
        diagnostics.Error(scalar.Place, path, $"{Excerpt.Of(scalar.Text)} is below 0", "a duration of 0 or above is needed");
        return null;
    }

    object? Truth(ScalarNode scalar, string path) => scalar.Text switch
    {
        "true" => true,
        "false" => false,
        _ => Refuse(scalar, path, $"{Excerpt.Of(scalar.Text)} is not a truth value", "write `true` or `false`"),
    };

    object? LockNamed(ScalarNode scalar, string path)
    {
        if (!names.Locks.TryGetValue(scalar.Text, out var number))
            return Refuse(scalar, path, $"there is no lock {Excerpt.Of(scalar.Text)}", Wording.Hint(scalar.Text, names.Locks.Keys, "`locks` names:"));
        names.LocksUsed.Add(scalar.Text);
        return new LockReference(number);
    }

    object? ProgramNamed(ScalarNode scalar, string path) => names.Programs.TryGetValue(scalar.Text, out var program) ? program
        : Refuse(scalar, path, $"there is no program {Excerpt.Of(scalar.Text)}", Wording.Hint(scalar.Text, names.Programs.Keys, "`programs` names:"));

    decimal? Refuse(Node node, string path, string message, string? hint = null)
    {
        diagnostics.Error(node.Place, path, message, hint);
        return null;
    }
}
