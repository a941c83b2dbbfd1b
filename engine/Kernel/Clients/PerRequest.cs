namespace Timeslice.Kernel.Clients;

/// <summary>Each attempt has a connection of its own, which is closed when the response has come.</summary>
public sealed class PerRequest : Connections
{
    internal override bool AreKept => false;
}
