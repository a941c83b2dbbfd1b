using Timeslice.Des;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
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
        if (type.IsEnum) return Word(type, scalar, path);
        if (type == typeof(Program)) return ProgramNamed(scalar, path);
        if (type == typeof(Group)) return GroupNamed(scalar, path);
        if (type == typeof(Duration))
            return Amount(scalar, path, Dimension.Duration) is { } ns ? new Duration((long)ns) : null;
        if (type == typeof(Kernel.Bytes)) return Bytes(scalar, path);
        if (type == typeof(Kernel.Networks.ByteRate))
            return Amount(scalar, path, Dimension.Bandwidth) is { } rate
                ? new Kernel.Networks.ByteRate((long)rate) : null;
        if (type == typeof(Kernel.Clients.Frequency))
            return Amount(scalar, path, Dimension.Rate) is { } times
                ? new Kernel.Clients.Frequency((double)times) : null;
        if (type == typeof(Quantity)) return (Quantity?)(double?)Amount(scalar, path, quantity);
        if (type == typeof(double)) return (double?)Amount(scalar, path, Dimension.Number);
        if (type == typeof(int)) return (int?)Whole(scalar, path, int.MinValue, int.MaxValue);
        if (type == typeof(long)) return (long?)Whole(scalar, path, long.MinValue, long.MaxValue);
        if (type == typeof(ulong)) return (ulong?)Whole(scalar, path, 0, ulong.MaxValue);
        throw new InvalidOperationException($"no YAML form is known for options of type {type}");
    }

    /// <summary>An amount of the wanted dimension, in its base unit.</summary>
    public decimal? Amount(ScalarNode scalar, string path, Dimension wanted)
    {
        var needed = $"{Wording.Wanted(wanted)} is needed";
        if (scalar.Quoted)
            return Refuse(scalar, path, $"{Wording.Given(scalar)} is given", $"{needed}, without quotes");
        if (!Amounts.TryParse(scalar.Text, out var amount, out var problem))
            return Unreadable(scalar, path, problem, needed);
        if (amount.Dimension == wanted) return amount.Value;
        var unit = amount.Dimension == Dimension.Number ? "has no unit" : $"is {new Expressions.Value(amount).Kind}";
        return Refuse(scalar, path, $"{Excerpt.Of(scalar.Text)} {unit}", needed);
    }

    /// <summary>What is no quantity at all was not meant as one; of what is nearly one, the problem tells how to
    /// write it.</summary>
    decimal? Unreadable(ScalarNode scalar, string path, string problem, string needed)
    {
        var mismatch = $"{Excerpt.Of(scalar.Text)} is given, but {needed}";
        if (!scalar.Text.Any(char.IsAsciiDigit)) return Refuse(scalar, path, mismatch);
        if (scalar.Text.Contains('('))
            return Refuse(scalar, path, mismatch, "a distribution is written `{exponential: 4ms}`");
        return Refuse(scalar, path, problem, problem.Contains(": ") || problem.Contains('?') ? null : needed);
    }

    /// <summary>A whole number within bounds.</summary>
    public decimal? Whole(ScalarNode scalar, string path, decimal least, decimal most)
    {
        if (Amount(scalar, path, Dimension.Number) is not { } number) return null;
        var problem = number != Math.Round(number) ? "is not a whole number"
            : number < least ? $"is below {least}"
            : number > most ? $"is above {most}"
            : null;
        return problem is null ? number
            : Refuse(scalar, path, $"{Excerpt.Of(scalar.Text)} {problem}", Wording.Within(least, most));
    }

    /// <summary>A duration of 0 or above.</summary>
    public Duration? Duration(ScalarNode scalar, string path)
    {
        if (Amount(scalar, path, Dimension.Duration) is not { } ns) return null;
        if (ns >= 0) return new Duration((long)ns);
        Refuse(scalar, path, $"{Excerpt.Of(scalar.Text)} is below 0", "a duration of 0 or above is needed");
        return null;
    }

    /// <summary>A size of 0 or above, in whole bytes.</summary>
    public Kernel.Bytes? Bytes(ScalarNode scalar, string path)
    {
        if (Amount(scalar, path, Dimension.Bytes) is not { } bytes) return null;
        if (bytes >= 0) return new Kernel.Bytes((long)bytes);
        Refuse(scalar, path, $"{Excerpt.Of(scalar.Text)} is below 0", "a size of 0 or above is needed");
        return null;
    }

    object? Truth(ScalarNode scalar, string path) => scalar.Text switch
    {
        "true" => true,
        "false" => false,
        _ => Refuse(scalar, path, $"{Excerpt.Of(scalar.Text)} is not a truth value", "write `true` or `false`"),
    };

    object? Word(Type type, ScalarNode scalar, string path)
    {
        foreach (var member in Enum.GetValues(type))
            if (Kebab.Of(member.ToString()!) == scalar.Text) return member;
        return Refuse(scalar, path, $"there is no {Kebab.Of(type.Name)} {Excerpt.Of(scalar.Text)}",
            Wording.Hint(scalar.Text, Wording.Words(type), "there are:"));
    }

    object? ProgramNamed(ScalarNode scalar, string path)
    {
        if (!names.Programs.TryGetValue(scalar.Text, out var program))
            return Unknown(scalar, path, "program", names.Programs.Keys);
        names.Mentions.Add("program", scalar.Text);
        return program;
    }

    object? GroupNamed(ScalarNode scalar, string path)
    {
        if (!names.Groups.TryGetValue(scalar.Text, out var group))
            return Unknown(scalar, path, "group", names.Groups.Keys);
        names.GroupsUsed.Add(scalar.Text);
        return group;
    }

    /// <summary>Reports a name that nothing has; not where the section that could have it is wrong.</summary>
    public object? Unknown(
        ScalarNode scalar, string path, string what, IReadOnlyCollection<string> known, string? sections = null) =>
        names.Unreadable.Contains($"{what}s") ? null
        : Refuse(scalar, path, $"there is no {what} {Excerpt.Of(scalar.Text)}",
            diagnostics.IsFull ? null : Wording.Hint(scalar.Text, known, sections ?? $"`{what}s` names:"));

    decimal? Refuse(Node node, string path, string message, string? hint = null)
    {
        diagnostics.Error(node.Place, path, message, hint);
        return null;
    }
}
