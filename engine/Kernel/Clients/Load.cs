using Timeslice.Des;
using Timeslice.Kernel.Channels;

namespace Timeslice.Kernel.Clients;

/// <summary>When a client asks. Each client needs one of its own. One kind a file.</summary>
public abstract class Load : IAppointed
{
    static readonly Duration AfterFailure = new(1_000_000);

    private protected Client Client { get; private set; } = null!;

    /// <summary>It never stops asking by itself.</summary>
    public virtual bool IsEndless => true;

    /// <summary>Who asks may be who has asked before.</summary>
    internal virtual bool HasUsers => false;

    string IAppointed.What => $"a request of {Client.Name}";

    internal void Begin(Client client)
    {
        if (Client is not null)
            throw new ArgumentException($"is that of {Client.Name} already: each client needs its own", nameof(client));
        Client = client;
        Begin();
    }

    void IAppointed.Due(int what) => Due(what);
    void IAppointed.Prefetch(int what) => Prefetch(what);

    /// <summary>The client begins.</summary>
    private protected abstract void Begin();

    /// <summary>The time of something has come that was to be done later.</summary>
    private protected abstract void Due(int what);
    private protected virtual void Prefetch(int what) { }

    /// <summary>A request is over, served or not.</summary>
    /// <param name="user">Who asked.</param>
    /// <param name="inVain">It was not served, and no time has passed.</param>
    internal virtual void Over(int user, bool inVain) { }

    /// <summary>How long a user waits before the next request: a little where no time would ever pass, as it would
    /// fail in the same instant for ever.</summary>
    private protected static Duration Pause(Duration thinks, bool inVain) =>
        inVain && thinks == Duration.Zero ? AfterFailure : thinks;

    /// <summary>Of users, or of requests in one instant.</summary>
    private protected static int CheckedCount(int count, string option) =>
        count is >= 1 and <= Client.MostAtOnce ? count
        : throw new ArgumentOutOfRangeException(option, count, $"must be from 1 to {Client.MostAtOnce}");

    /// <summary>Something is to be done some time after the client began, unless it may not ask then.</summary>
    /// <param name="sinceBegin">In nanoseconds.</param>
    private protected void TryAppoint(Int128 sinceBegin, int what = 0)
    {
        var at = sinceBegin + Client.BeginsAt.Nanoseconds;
        if (at >= long.MaxValue || !Client.MayAskAt((long)at)) return;
        Appoint(new Duration(Math.Max(0, (long)at - Client.Simulation.Now.Nanoseconds)), what);
    }

    private protected void Appoint(Duration after, int what) => Client.Appointments.After(after, this, what);
}
