using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Timeslice.Language.Syntax;

/// <summary>What a node may not be, though YAML would allow it: each breach is reported at the current event.</summary>
sealed class NodeRules(EventReader events, Diagnostics diagnostics, KeyStack path)
{
    const string Reuse = "reuse is `programs:` and `use:`";

    public void Refuse(AnchorAlias alias) => Refuse($"the alias {Excerpt.Of($"*{alias.Value}")}", Reuse);

    /// <summary>No anchors and tags: a scenario is read top-down, and a value has the type its key asks for.</summary>
    public void Properties(NodeEvent node)
    {
        if (!node.Anchor.IsEmpty) Refuse($"the anchor {Excerpt.Of($"&{node.Anchor.Value}")}", Reuse);
        if (!node.Tag.IsEmpty)
            Refuse($"the tag {Excerpt.Of(node.Tag.Value)}", "remove it: its key gives the value its type");
    }

    /// <summary>No control characters, not even by escapes.</summary>
    public bool Text(Scalar scalar)
    {
        Length(scalar);
        foreach (var c in scalar.Value)
            if (CharacterCheck.IsControl(c) && c is not ('\n' or '\t'))
                return Refuse($"the control character U+{(int)c:X4} in a text", "remove it");
        return true;
    }

    /// <summary>Each key once; no merge keys.</summary>
    public bool Key(Scalar key, Dictionary<string, Place> keys)
    {
        Length(key);
        Properties(key);
        if (key.Value.Length == 0) return Refuse("an empty key", "write a key before the `:`");
        if (key is { Value: "<<", Style: ScalarStyle.Plain }) return Refuse("the merge key `<<`", Reuse);
        if (key.Value.Any(CharacterCheck.IsControl))
            return Refuse($"a control character in the key {Excerpt.Of(key.Value)}", "remove it");
        return keys.TryAdd(key.Value, events.Start)
            || Refuse($"the key {Excerpt.Of(key.Value)} is already at {keys[key.Value]}", "keep one of them");
    }

    public bool Refuse(string message, string hint)
    {
        diagnostics.Error(events.Start, path.ToString(), message, hint);
        return diagnostics.Errors < Limits.Errors ? false : throw new ReadingStopped();
    }

    void Length(Scalar scalar)
    {
        var text = scalar.Value;
        if (text.Length > Limits.Scalar)
            throw events.Stop(events.Start, $"a text of {text.Length} characters", $"at most {Limits.Scalar}");
        // No such text is plain in YAML, but the parser reads `a *: b` as one.
        if (scalar.Style == ScalarStyle.Plain && text.Contains(": "))
            Refuse($"the text {Excerpt.Of(text)} contains `: `", "put it, or the key in it, in quotes");
    }
}
