using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Timeslice.Language.Syntax;

/// <summary>Builds nodes from the parser's events, and stops at the first one too many.</summary>
/// <remarks>
/// Events, because the library's own trees overflow the stack on 20 bytes and take the last of two equal keys in silence.
/// </remarks>
sealed class NodeReader
{
    readonly SourceText source;
    readonly Diagnostics diagnostics;
    readonly KeyStack path = new();
    readonly EventReader events;

    public NodeReader(SourceText source, Diagnostics diagnostics)
    {
        (this.source, this.diagnostics) = (source, diagnostics);
        events = new(source, diagnostics, path);
    }

    public Node? Read()
    {
        try
        {
            return Directives.Allowed(source.Text, diagnostics) ? ReadOnlyDocument() : null;
        }
        catch (ReadingStopped)
        {
            return null;
        }
    }

    Node? ReadOnlyDocument()
    {
        events.Next();
        if (events.Next() is StreamEnd) return Empty();
        events.Next();
        var root = ReadNode();
        events.Next();
        if (events.Next() is DocumentStart)
            Refuse(events.Start, "a second document", "one file holds one scenario: remove what follows `---` or `...`");
        return root is ScalarNode { IsEmpty: true } ? Empty() : root;
    }

    Node? Empty()
    {
        diagnostics.Error(Place.Start, "", "the file is empty", "a scenario starts with `timeslice: 1`");
        return null;
    }

    /// <summary>The node that starts at the current event, or null if it was refused; leaves its last event current.</summary>
    Node? ReadNode()
    {
        if (events.Current is AnchorAlias alias)
        {
            Refuse(events.Start, $"the alias {Excerpt.Of($"*{alias.Value}")}", "reuse is `programs:` and `use:`");
            return null;
        }
        // After an empty key (`- : x: 1`) the parser may end a map that still lacks a value.
        if (events.Current is not NodeEvent node) throw events.Broken();
        CheckProperties(node);
        return node switch
        {
            Scalar scalar => ReadScalar(scalar),
            SequenceStart => ReadList(),
            _ => ReadMap(),
        };
    }

    void CheckProperties(NodeEvent node)
    {
        if (!node.Anchor.IsEmpty)
            Refuse(events.Start, $"the anchor {Excerpt.Of($"&{node.Anchor.Value}")}", "reuse is `programs:` and `use:`");
        if (!node.Tag.IsEmpty)
            Refuse(events.Start, $"the tag {Excerpt.Of(node.Tag.Value)}", "remove it: a value has the type its key asks for");
    }

    ScalarNode? ReadScalar(Scalar scalar)
    {
        CheckText(scalar);
        foreach (var c in scalar.Value)
            if (CharacterCheck.IsControl(c) && c is not ('\n' or '\t'))
            {
                Refuse(events.Start, $"the control character U+{(int)c:X4} in a text", "remove it");
                return null;
            }
        return new(events.Start, scalar.Value, scalar.Style != ScalarStyle.Plain);
    }

    void CheckText(Scalar scalar)
    {
        if (scalar.Value.Length > Limits.Scalar)
            throw events.Stop(events.Start, $"a text of {scalar.Value.Length} characters", $"at most {Limits.Scalar} are allowed");
        // No such text is plain in YAML, but the parser reads `a *: b` as one.
        if (scalar.Style == ScalarStyle.Plain && scalar.Value.Contains(": "))
            Refuse(events.Start, $"the text {Excerpt.Of(scalar.Value)} contains `: `", "put it, or the key in it, in quotes");
    }

    ListNode ReadList()
    {
        var place = events.Start;
        var items = new List<Node>();
        for (var index = 0; events.Next() is not SequenceEnd; index++)
        {
            path.Push(index);
            if (ReadNode() is { } item) items.Add(item);
            path.Pop();
        }
        return new(place, items);
    }

    MapNode ReadMap()
    {
        var (place, bracket) = (events.Start, events.StartsWith('{'));
        var (entries, keys) = (new List<Entry>(), new Dictionary<string, Place>());
        events.Next();
        // The parser places the one pair of `[a: 1]` at the start of the file.
        if (!bracket) place = events.Start;
        for (; events.Current is not MappingEnd; events.Next()) ReadEntry(entries, keys);
        return new(place, entries);
    }

    void ReadEntry(List<Entry> entries, Dictionary<string, Place> keys)
    {
        var place = events.Start;
        var name = ReadKey(keys);
        path.Push(name ?? "?");
        events.Next();
        if (ReadNode() is { } value && name is not null) entries.Add(new(name, place, value));
        path.Pop();
    }

    string? ReadKey(Dictionary<string, Place> keys)
    {
        if (events.Current is not Scalar key)
        {
            if (events.Current is not AnchorAlias) Refuse(events.Start, "a list or a map as a key", "a key is a word or a text");
            ReadNode();
            return null;
        }
        CheckText(key);
        CheckProperties(key);
        return KeyIsAllowed(key, keys) ? key.Value : null;
    }

    bool KeyIsAllowed(Scalar key, Dictionary<string, Place> keys)
    {
        var given = Excerpt.Of(key.Value);
        if (key.Value.Length == 0) return Refuse(events.Start, "an empty key", "write a key before the `:`");
        if (key is { Value: "<<", Style: ScalarStyle.Plain })
            return Refuse(events.Start, "the merge key `<<`", "reuse is `programs:` and `use:`");
        if (key.Value.Any(CharacterCheck.IsControl))
            return Refuse(events.Start, $"a control character in the key {given}", "remove it");
        if (keys.TryAdd(key.Value, events.Start)) return true;
        return Refuse(events.Start, $"the key {given} is already at {keys[key.Value]}", "keep one of them");
    }

    bool Refuse(Place place, string message, string hint)
    {
        diagnostics.Error(place, path.ToString(), message, hint);
        return diagnostics.Errors < Limits.Errors ? false : throw new ReadingStopped();
    }
}
