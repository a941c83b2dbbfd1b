namespace Timeslice.Kernel.Memory;

/// <summary>The page leaves that was used longest ago: exact, which no real machine can afford.</summary>
public sealed class Lru : Replacement
{
    public override void Loaded(PageOrder order, int page) => order.AddLast(page);
    public override void Touched(PageOrder order, int page) => order.MoveToEnd(page);
    public override int Victim(PageOrder order, Predicate<int> mayLeave) => order.FirstOf(mayLeave);
}
