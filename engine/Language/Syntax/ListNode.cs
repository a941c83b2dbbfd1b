namespace Timeslice.Language.Syntax;

/// <summary>Values in an order.</summary>
public sealed record ListNode(Place Place, IReadOnlyList<Node> Items) : Node(Place)
{
    /// <summary>Written as <c>[a, b]</c>, not line by line.</summary>
    public bool InBrackets { get; init; }

    public override string ToFlow() => $"[{string.Join(", ", Items.Select(Item))}]";

    // Nothing between two commas is no YAML.
    static string Item(Node item) => item is ScalarNode { IsEmpty: true } ? "~" : item.ToFlow();
}
