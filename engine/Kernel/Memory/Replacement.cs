namespace Timeslice.Kernel.Memory;

/// <summary>
/// Which page makes room for another. One policy a file; its kind in YAML is its class name. It keeps nothing of a run:
/// that is in the <see cref="PageOrder"/>.
/// </summary>
public abstract class Replacement
{
    /// <summary>A page has come into memory; it stands in no order yet.</summary>
    public abstract void Loaded(PageOrder order, int page);

    /// <summary>A page that is in memory was read or written.</summary>
    public abstract void Touched(PageOrder order, int page);

    /// <summary>The page that is to leave, of those that may; −1 where none may. It stays in the order until it
    /// does.</summary>
    public abstract int Victim(PageOrder order, Predicate<int> mayLeave);
}
