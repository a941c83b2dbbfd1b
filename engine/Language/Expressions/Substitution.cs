using Timeslice.Language.Syntax;

namespace Timeslice.Language.Expressions;

/// <summary>Puts the values of parameters into a scenario: <c>$name</c>, <c>${expression}</c>.</summary>
/// <remarks>
/// Both may be a whole scalar; an expression also a part of a text.
/// <c>$$name</c> and <c>$${</c> stay as text, with one dollar sign.
/// </remarks>
public sealed class Substitution
{
    // The section whose keys may be arrays.
    const string LockArrays = "locks";

    readonly Diagnostics diagnostics;
    readonly ParameterValues parameters;
    readonly IReadOnlySet<string> variables;
    int characters;

    Substitution(IReadOnlyDictionary<string, Node> parameters, Diagnostics diagnostics, IReadOnlySet<string>? variables)
    {
        this.diagnostics = diagnostics;
        this.variables = variables ?? new HashSet<string>();
        this.parameters = new(parameters, this.variables, Replaced, diagnostics);
    }

    /// <summary>The tree with its parameters replaced; what cannot be is reported and stays as it was.</summary>
    /// <param name="parameters">Values by name; they may refer to one another, but not in a circle.</param>
    /// <param name="except">Keys of the root whose values stay as they are: names in them are resolved later.</param>
    /// <param name="variables">Names that get their values in the run; a scalar with one of them becomes
    /// <see cref="Pending"/>.</param>
    public static Node Apply(
        Node tree, IReadOnlyDictionary<string, Node> parameters, Diagnostics diagnostics,
        IReadOnlySet<string>? except = null, IReadOnlySet<string>? variables = null)
    {
        var substitution = new Substitution(parameters, diagnostics, variables);
        try
        {
            return tree is MapNode root
                ? substitution.Map(root, "", 1, key => except?.Contains(key) == true).Node
                : substitution.Replaced(tree, "", 1).Node;
        }
        catch (ReadingStopped)
        {
            return tree;
        }
    }

    Expanded Replaced(Node node, string path, int depth)
    {
        if (depth > Limits.Depth) throw TooDeep(node.Place, path);
        return node switch
        {
            ScalarNode scalar => Scalar(scalar, path, depth),
            Pending => new(node, 1, 1),
            ListNode list => List(list, path, depth),
            _ => Map((MapNode)node, path, depth, _ => false),
        };
    }

    Expanded List(ListNode list, string path, int depth)
    {
        var items = list.Items.Select((item, index) => Replaced(item, KeyPath.Of(path, index), depth + 1)).ToList();
        return Sum(list with { Items = items.ConvertAll(item => item.Node) }, path, items);
    }

    Expanded Map(MapNode map, string path, int depth, Predicate<string> stays)
    {
        var keys = path == LockArrays ? map.Entries.Select(entry => Sized(entry, path, depth)) : map.Entries;
        var entries = keys.ToList();
        var values = entries.ConvertAll(entry => stays(entry.Key) ? new(entry.Value, 1, 1)
            : Replaced(entry.Value, KeyPath.Of(path, entry.Key), depth + 1));
        for (var i = 0; i < entries.Count; i++) entries[i] = entries[i] with { Value = values[i].Node };
        return Sum(map with { Entries = entries }, path, values);
    }

    // Of all keys, only the size of an array may be a parameter: `fork[$n]`.
    Entry Sized(Entry entry, string path, int depth)
    {
        if (!entry.Key.EndsWith(']')) return entry;
        var key = Scalar(new(entry.KeyPlace, entry.Key, Quoted: false), path, depth).Node;
        if (key is Pending)
            diagnostics.Error(entry.KeyPlace, path, $"{Excerpt.Of(entry.Key)} has its size only in the run",
                "the size of an array is fixed: a number or a parameter");
        if (diagnostics.IsWrong(entry.KeyPlace)) diagnostics.Follows(entry.Value.Place);
        return key is ScalarNode { Text: var text } ? entry with { Key = text } : entry;
    }

    Expanded Sum(Node node, string path, List<Expanded> parts)
    {
        var size = 1 + parts.Sum(part => (long)part.Size);
        if (size > Limits.Events)
            throw Stop(node.Place, path, $"with its parameters, this has more than {Limits.Events} values");
        return new(node, (int)size, 1 + parts.Select(part => part.Depth).DefaultIfEmpty().Max());
    }

    Expanded Scalar(ScalarNode scalar, string path, int depth)
    {
        try
        {
            return Template.Of(scalar.Text) switch
            {
                null => new(scalar, 1, 1),
                { Reference: { } name } when !variables.Contains(name) => Reference(name, scalar, path, depth),
                var template => new(Evaluated(template, scalar, path, depth), 1, 1),
            };
        }
        catch (ExpressionException problem)
        {
            diagnostics.Error(scalar.Place, path, problem.Message);
            return new(scalar, 1, 1);
        }
    }

    Expanded Reference(string name, ScalarNode use, string path, int depth)
    {
        if (parameters.Of(name, use.Place, path, depth) is not { } value)
        {
            diagnostics.Follows(use.Place);
            return new(use, 1, 1);
        }
        if (depth + value.Depth - 1 > Limits.Depth) throw TooDeep(use.Place, path);
        return value with { Node = value.Node with { Place = use.Place } };
    }

    Node Evaluated(Template template, ScalarNode use, string path, int depth)
    {
        var values = new Dictionary<string, Value>();
        foreach (var name in template.Names.Where(name => !variables.Contains(name)))
        {
            if (parameters.Of(name, use.Place, path, depth) is not { } given)
            {
                diagnostics.Follows(use.Place);
                return use;
            }
            values[name] = given.Node is ScalarNode scalar ? Value.Of(scalar) : throw NoScalar(name, given.Node);
        }
        if (template.Names.Any(variables.Contains)) return new Pending(use.Place, use.Text, template, values);
        return Counted(template.Scalar(use, name => values[Template.Bare(name)]), path);
    }

    static ExpressionException NoScalar(string name, Node node) => new(
        $"{Excerpt.Of(name)} is a {(node is MapNode ? "map" : "list")}: an expression needs a quantity or a text");

    // A long parameter in many texts would fill the memory.
    ScalarNode Counted(ScalarNode made, string path)
    {
        characters += made.Text.Length;
        return characters <= Limits.Bytes && made.Text.Length <= Limits.Scalar ? made
            : throw Stop(made.Place, path, "with its parameters, this text is too long");
    }

    ReadingStopped TooDeep(Place place, string path) =>
        Stop(place, path, $"with its parameters, this is nested more than {Limits.Depth} deep");

    ReadingStopped Stop(Place place, string path, string message)
    {
        diagnostics.Error(place, path, message);
        return new();
    }
}
