using Timeslice.Des;

namespace Timeslice.Kernel.Servers;

/// <summary>Requests are not served that have waited too long: who sent them may have given up.</summary>
/// <param name="most">The longest that a request may have waited, from its first byte on.</param>
public sealed class WaitingTime(Duration most) : Shedding
{
    readonly Duration most = most >= Duration.Zero ? most
        : throw new ArgumentOutOfRangeException(nameof(most), most, "must not be negative");

    internal override bool Sheds(Server server, long waited) => waited > most.Nanoseconds;
}
