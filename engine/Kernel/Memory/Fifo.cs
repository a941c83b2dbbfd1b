namespace Timeslice.Kernel.Memory;

/// <summary>
/// The page leaves that came first, however often it is used. With more memory there can be more faults: L. A. Bélády,
/// R. A. Nelson and G. S. Shedler, "An anomaly in space-time characteristics of certain programs running in a paging
/// machine", CACM 12 (1969).
/// </summary>
public sealed class Fifo : Replacement
{
    public override void Loaded(PageOrder order, int page) => order.AddLast(page);
    public override void Touched(PageOrder order, int page) { }
    public override int Victim(PageOrder order, Predicate<int> mayLeave) => order.FirstOf(mayLeave);
}
