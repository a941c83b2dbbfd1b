using Timeslice.Des.Distributions;
using Timeslice.Kernel.Programs;
using Timeslice.Language.Quantities;
using Timeslice.Language.Syntax;

namespace Timeslice.Language.Binding;

/// <summary>One use of a kind: gathers its options from under it and from beside it, binds them, and makes it once
/// to see whether it holds.</summary>
/// <param name="node">The whole choice, where what is missing is reported.</param>
sealed class OptionsReader(
    Kind kind, Node node, string path, Dimension quantity, Binder binder, Diagnostics diagnostics)
{
    readonly Dictionary<string, (Node Node, string Path)> given = [];
    bool fits = true;

    /// <summary>The kind with its options, or null after an error has been reported.</summary>
    /// <param name="value">What stands under the kind; null where it is a bare word.</param>
    /// <param name="beside">The keys beside the kind.</param>
    public Chosen? Read(Node? value, IReadOnlyList<Entry> beside)
    {
        if (value is not null) TakeUnder(value);
        foreach (var entry in beside) Take(entry);
        CheckMissing();
        var options = kind.Options.Select(Bind).ToArray();
        return fits ? Check(options) : null;
    }

    void TakeUnder(Node value)
    {
        // `mutex:` with nothing after it is `mutex`.
        if (value is ScalarNode { IsEmpty: true } && kind.Main is null or { IsRequired: false }) return;
        if (value is MapNode map && (map.Entries.Any(entry => kind.Has(entry.Key)) || !MainTakesMaps))
            foreach (var entry in map.Entries) Take(entry);
        else if (kind.Main is { } main) given.Add(main.Name, (value, path));
        else
            Refuse(value.Place, path, $"`{kind.Name}` takes no options, but {Wording.Given(value)} is given",
                $"write `{kind.Name}` alone");
    }

    /// <summary>Whether a map under the kind may be the value of its main option: <c>compute: {exponential:
    /// 2ms}</c>.</summary>
    bool MainTakesMaps => kind.Main is { } main && (Nullable.GetUnderlyingType(main.Type) ?? main.Type) is var type
        && (type == typeof(RandomDuration) || type == typeof(RandomCount) || type == typeof(Times)
            || type == typeof(Size) || type == typeof(Distribution)
            || type == typeof(Operation) || type == typeof(Awaited)
            || type == typeof(Kernel.Clients.Intensity));

    void Take(Entry entry)
    {
        if (!kind.Has(entry.Key))
            Refuse(entry.KeyPlace, path, $"`{kind.Name}` has no option {Excerpt.Of(entry.Key)}",
                kind.Options.Count == 0 ? "it takes none"
                : Wording.Hint(entry.Key, [.. kind.Options.Select(option => option.Name)], "it has:"));
        else if (!given.TryAdd(entry.Key, (entry.Value, KeyPath.Of(path, entry.Key))))
            Refuse(entry.KeyPlace, path,
                $"{Excerpt.Of(entry.Key)} is given twice: beside `{kind.Name}` and under it", "keep one of them");
    }

    /// <summary>Where an option has an unknown name, the one that is missing is most likely meant by it.</summary>
    void CheckMissing()
    {
        var missing = kind.Options
            .Where(option => option.IsRequired && !given.ContainsKey(option.Name))
            .Select(option => $"`{option.Name}`").ToList();
        if (missing.Count == 0 || !fits) return;
        Refuse(node.Place, path, $"`{kind.Name}` needs {string.Join(" and ", missing)}", $"write {kind.Form}");
    }

    object? Bind(Option option)
    {
        if (!given.TryGetValue(option.Name, out var at))
            return option.IsRequired ? null : option.Otherwise;
        var value = binder.Value(option.Type, at.Node, at.Path, quantity);
        fits &= value is not null;
        return value;
    }

    /// <summary>What constructors refuse, they refuse now, and name the option that it is about.</summary>
    Chosen? Check(object?[] options)
    {
        try
        {
            kind.Create(options);
            return new(kind, options);
        }
        catch (ArgumentException refusal)
        {
            var (at, where) = given.GetValueOrDefault(Kebab.Of(refusal.ParamName ?? ""), (node, path));
            Refuse(at.Place, where, $"{Excerpt.Of(at.ToFlow())} {refusal.Message.Split(" (Parameter")[0]}");
            return null;
        }
    }

    void Refuse(Place place, string path, string message, string? hint = null)
    {
        fits = false;
        diagnostics.Error(place, path, message, hint);
    }
}
