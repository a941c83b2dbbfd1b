namespace Timeslice.Kernel.Memory;

/// <summary>
/// A hand goes round the pages in the order in which they came: one that was used since it came by last is spared
/// once, the first that was not leaves. F. J. Corbató, "A paging experiment with the Multics system" (1968); also
/// called second chance.
/// </summary>
/// <remarks>
/// The hand stands before the first of the order: what it has passed is put at the end. A page is marked as used when
/// it comes, since it comes by being used.
/// </remarks>
public sealed class Clock : Replacement
{
    public override void Loaded(PageOrder order, int page)
    {
        order.AddLast(page);
        order.Mark(page, true);
    }

    public override void Touched(PageOrder order, int page) => order.Mark(page, true);

    public override int Victim(PageOrder order, Predicate<int> mayLeave)
    {
        if (order.FirstOf(mayLeave) < 0) return -1;
        while (true)
        {
            var page = order.First;
            if (!order.IsMarked(page) && mayLeave(page)) return page;
            // One that must stay keeps its mark for when it may leave.
            var isUsed = order.IsMarked(page) && !mayLeave(page);
            order.MoveToEnd(page);
            order.Mark(page, isUsed);
        }
    }
}
