namespace Timeslice.Kernel.Servers;

/// <summary>Requests are not served while many connections stand in line behind them.</summary>
/// <param name="most">The most that may stand in line: not accepted, or accepted and not taken by a worker.</param>
public sealed class QueueLimit(int most) : Shedding
{
    readonly int most = most >= 0 ? most
        : throw new ArgumentOutOfRangeException(nameof(most), most, "must be at least 0");

    internal override bool Sheds(Server server, long waited) => server.Waiting > most;
}
