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
        if (scalar.Quoted) return Refuse(scalar, path, $"the text {Excerpt.Of(scalar.Text)} is given", $"{needed}, without quotes");
        if (!Amounts.TryParse(scalar.Text, out var amount, out var problem)) return Refuse(scalar, path, problem, needed);
        if (amount.Dimension == wanted) return amount.Value;
        return Refuse(scalar, path, amount.Dimension == Dimension.Number
            ? $"{Excerpt.Of(scalar.Text)} has no unit" : $"{Excerpt.Of(scalar.Text)} is not {Wording.Wanted(wanted)}", needed);
    }

    /// <summary>A whole number within bounds.</summary>
    public decimal? Whole(ScalarNode scalar, string path, decimal least, decimal most)
    {
        if (Amount(scalar, path, Dimension.Number) is not { } number) return null;
        if (number != Math.Round(number)) return Refuse(scalar, path, $"{Excerpt.Of(scalar.Text)} is not a whole number");
        return number >= least && number <= most ? number
            : Refuse(scalar, path, $"{Excerpt.Of(scalar.Text)} is out of range", $"a whole number from {least} to {most} is needed");
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
