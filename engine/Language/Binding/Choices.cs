using Timeslice.Des.Distributions;
using Timeslice.Kernel.Programs;
using Timeslice.Language.Quantities;
using Timeslice.Language.Syntax;

namespace Timeslice.Language.Binding;

/// <summary>Reads a choice, <c>kind</c> or <c>kind: {options}</c>, and checks it by making it once.</summary>
sealed class Choices(Catalog catalog, Binder binder, Diagnostics diagnostics)
{
    readonly Binder binder = binder;

    /// <summary>A kind of the family with its options, or null after an error has been reported.</summary>
    public Chosen? Read(Type family, Node node, string path, Dimension quantity)
    {
        var what = catalog.NameOf(family);
        if (node is ScalarNode { IsEmpty: false } name)
            return Find(family, name.Text, name.Place, path) is { } bare ? new Call(bare, node, path, quantity).Read(this, null, []) : null;
        if (node is not MapNode { Entries: [var first, ..] } map)
            return Refuse(node.Place, path, $"{Wording.Given(node)} is given, but a {what} is needed", Allowed(family));
        // Only operations have options beside their kind (`- repeat: 3` with `do:` below it).
        if (map.Entries.Count > 1 && family != typeof(Operation))
            return Refuse(map.Entries[1].KeyPlace, path, $"a {what} is one `kind: {{options}}`, but a second key {Excerpt.Of(map.Entries[1].Key)} is given", Allowed(family));
        return Find(family, first.Key, first.KeyPlace, path) is { } kind
            ? new Call(kind, node, KeyPath.Of(path, first.Key), quantity).Read(this, first.Value, [.. map.Entries.Skip(1)])
            : null;
    }

    Kind? Find(Type family, string name, Place place, string path)
    {
        var kinds = catalog.Kinds(family);
        if (kinds.FirstOrDefault(kind => kind.Name == name) is { } found) return found;
        diagnostics.Error(place, path, $"there is no {catalog.NameOf(family)} {Excerpt.Of(name)}", Wording.Hint(name, [.. kinds.Select(kind => kind.Name)], "there are:"));
        return null;
    }

    string Allowed(Type family) => $"there are: {string.Join(", ", catalog.Kinds(family).Select(kind => kind.Name))}";

    Chosen? Refuse(Place place, string path, string message, string? hint = null)
    {
        diagnostics.Error(place, path, message, hint);
        return null;
    }

    /// <summary>One use of a kind: gathers its options from under it and from beside it, binds them, and makes it to see whether it holds.</summary>
    sealed class Call(Kind kind, Node node, string path, Dimension quantity)
    {
        readonly Dictionary<string, (Node Node, string Path)> given = [];
        bool fits = true;

        public Chosen? Read(Choices choices, Node? value, IReadOnlyList<Entry> beside)
        {
            if (value is MapNode map && (map.Entries.Any(entry => Knows(entry.Key)) || !MainTakesMaps))
                foreach (var entry in map.Entries) Take(choices, entry);
            else if (value is not null && kind.Main is { } main) given.Add(main.Name, (value, path));
            else if (value is not null)
                return choices.Refuse(value.Place, path, $"`{kind.Name}` takes no options, but {Wording.Given(value)} is given", $"write `{kind.Name}` alone");
            foreach (var entry in beside) Take(choices, entry);
            var missing = kind.Options.Where(option => option.IsRequired && !given.ContainsKey(option.Name)).Select(option => $"`{option.Name}`").ToList();
            if (missing.Count > 0) return choices.Refuse(node.Place, path, $"`{kind.Name}` needs {string.Join(" and ", missing)}", $"write {kind.Form}");
            var options = kind.Options.Select(option => Bind(choices.binder, option)).ToArray();
            return fits ? Check(choices, options) : null;
        }

        bool Knows(string name) => kind.Options.Any(option => option.Name == name);

        /// <summary>Whether a map under the kind may be the value of its main option: <c>compute: {exponential: 2ms}</c>.</summary>
        bool MainTakesMaps => kind.Main is { } main && (Nullable.GetUnderlyingType(main.Type) ?? main.Type) is var type
            && (type == typeof(RandomDuration) || type == typeof(RandomCount) || type == typeof(Distribution));

        void Take(Choices choices, Entry entry)
        {
            if (Knows(entry.Key))
            {
                if (given.TryAdd(entry.Key, (entry.Value, KeyPath.Of(path, entry.Key)))) return;
                choices.Refuse(entry.KeyPlace, path, $"{Excerpt.Of(entry.Key)} is given twice: beside `{kind.Name}` and under it");
            }
            else
                choices.Refuse(entry.KeyPlace, path, $"`{kind.Name}` has no option {Excerpt.Of(entry.Key)}",
                    Wording.Hint(entry.Key, [.. kind.Options.Select(option => option.Name)], "it has:"));
            fits = false;
        }

        object? Bind(Binder binder, Option option)
        {
            if (!given.TryGetValue(option.Name, out var at)) return option.Parameter.DefaultValue;
            var value = binder.Value(option.Type, at.Node, at.Path, quantity);
            fits &= value is not null;
            return value;
        }

        /// <summary>What constructors refuse, they refuse now, and name the option that it is about.</summary>
        Chosen? Check(Choices choices, object?[] options)
        {
            try
            {
                kind.Create(options);
                return new(kind, options);
            }
            catch (ArgumentException refusal)
            {
                var (at, where) = given.GetValueOrDefault(Kebab.Of(refusal.ParamName ?? ""), (node, path));
                return choices.Refuse(at.Place, where, $"{Excerpt.Of(at.ToFlow())} {refusal.Message.Split(" (Parameter")[0]}");
            }
        }
    }
}
