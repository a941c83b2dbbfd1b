using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Timeslice.Language.Syntax;

/// <summary>Builds nodes from the parser's events, and stops at the first one too many.</summary>
/// <remarks>
/// Events, because the library's own trees overflow the stack on 20 bytes,
/// and take the last of two equal keys in silence.
/// </remarks>
sealed class NodeReader
{
    readonly SourceText source;
    readonly Diagnostics diagnostics;
    readonly KeyStack path = new();
    readonly EventReader events;
    readonly NodeRules rules;

    public NodeReader(SourceText source, Diagnostics diagnostics)
    {
        (this.source, this.diagnostics) = (source, diagnostics);
        events = new(source, diagnostics, path);
        rules = new(events, diagnostics, path);
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
            rules.Refuse("a second document", "one scenario a file: remove what follows this");
        return root is ScalarNode { IsEmpty: true } ? Empty() : root;
    }

    Node? Empty()
    {
        diagnostics.Error(Place.Start, "", "the file is empty", "a scenario starts with `timeslice: 1`");
        return null;
    }

    /// <summary>The node that starts at the current event; leaves its last event current.</summary>
    Node ReadNode()
    {
        if (events.Current is AnchorAlias alias)
        {
            rules.Refuse(alias);
            return Refused();
        }
        // After an empty key (`- : x: 1`) the parser may end a map that still lacks a value.
        if (events.Current is not NodeEvent node) throw events.Broken();
        rules.Properties(node);
        return node switch
        {
            Scalar text => ReadText(text),
            SequenceStart => ReadList(),
            _ => ReadMap(),
        };
    }

    ScalarNode ReadText(Scalar text) =>
        rules.Text(text) ? new(events.Start, text.Value, text.Style != ScalarStyle.Plain) : Refused();

    /// <summary>Stands for what was refused, so that nothing seems to be missing there.</summary>
    ScalarNode Refused() => new(events.Start, "", Quoted: true);

    ListNode ReadList()
    {
        var (place, bracket) = (events.Start, events.StartsWith('['));
        var items = new List<Node>();
        for (var index = 0; events.Next() is not SequenceEnd; index++)
        {
            path.Push(index);
            items.Add(ReadNode());
            path.Pop();
        }
        return new(place, items) { InBrackets = bracket };
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
        var value = ReadNode();
        if (name is not null) entries.Add(new(name, place, value));
        path.Pop();
    }

    string? ReadKey(Dictionary<string, Place> keys)
    {
        if (events.Current is Scalar key) return rules.Key(key, keys) ? key.Value : null;
        if (events.Current is not AnchorAlias) rules.Refuse("a list or a map as a key", "a key is a word or a text");
        ReadNode();
        return null;
    }
}
