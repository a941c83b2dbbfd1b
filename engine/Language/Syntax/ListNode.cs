namespace Timeslice.Language.Syntax;

/// <summary>Values in an order.</summary>
public sealed record ListNode(Place Place, IReadOnlyList<Node> Items) : Node(Place)
{
    public override string ToFlow() => $"[{string.Join(", ", Items.Select(item => item.ToFlow()))}]";
}
