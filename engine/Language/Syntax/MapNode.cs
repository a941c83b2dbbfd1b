namespace Timeslice.Language.Syntax;

/// <summary>Values by name, in the order of the file; no name occurs twice.</summary>
public sealed record MapNode(Place Place, IReadOnlyList<Entry> Entries) : Node(Place)
{
    /// <summary>The value of a key, or null if the key is not there.</summary>
    public Node? this[string key]
    {
        get
        {
            foreach (var entry in Entries)
                if (entry.Key == key) return entry.Value;
            return null;
        }
    }

    public override string ToFlow() => $"{{{string.Join(", ", Entries.Select(Flow.Entry))}}}";
}
