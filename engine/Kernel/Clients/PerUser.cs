namespace Timeslice.Kernel.Clients;

/// <summary>
/// Each user has a connection of its own, from its first request on, and opens another where that was closed. Users of
/// a closed load keep it for ever, those of sessions until they leave; where a load has no users that come again, this
/// is <c>per-request</c>.
/// </summary>
public sealed class PerUser : Connections
{
    internal override bool AreKept => true;
    internal override bool AreOwn => true;
}
