namespace Timeslice.Tests.Reference;

/// A lock of the reference: a mutex when it has an owner's rule, else so many permits.
sealed class NaiveRoom
{
    public required int Permits;
    public required bool IsMutex;
    public readonly List<NaiveThread> Holders = [], Line = [];
    public long Waited, Held;
    public int Grants, Contended, MostHolders, MostWaiters;
}
