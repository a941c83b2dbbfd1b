using Timeslice.Des;
using Timeslice.Kernel.Channels;

namespace Timeslice.Kernel.Clients;

/// <summary>What a client asks for once, in however many attempts; used again when it is over.</summary>
sealed class Request(Client client) : IAppointed
{
    int appointment = -1;

    /// <summary>When it was meant to start.</summary>
    public Instant Intended { get; private set; }
    public int User { get; private set; }
    public int Class { get; private set; }
    public long Bytes { get; private set; }

    /// <summary>Attempts so far, this one included.</summary>
    public int Attempts { get; set; }

    /// <summary>Changes when it does no longer wait for a connection that is free.</summary>
    public int Ticket { get; private set; }

    /// <summary>Over which it is asked; null: it waits for one, or to try again.</summary>
    public ClientConnection? Connection { get; set; }

    /// <summary>It is between two attempts.</summary>
    public bool IsBackingOff { get; private set; }

    string IAppointed.What => $"the timeout or the next attempt of a request of {client.Name}";

    public void Begin(Instant intended, int user, int kind, long bytes)
    {
        (Intended, User, Class, Bytes, Attempts) = (intended, user, kind, bytes, 0);
        Connection = null;
    }

    /// <summary>An attempt may take so long.</summary>
    public void EndAfter(Duration patience) => appointment = client.Appointments.After(patience, this);

    /// <summary>It is tried again after a time.</summary>
    public void TryAfter(Duration wait)
    {
        IsBackingOff = true;
        appointment = client.Appointments.After(wait, this);
    }

    /// <summary>The attempt is over.</summary>
    public void EndAttempt()
    {
        Ticket++;
        Connection = null;
        if (appointment >= 0) client.Appointments.Cancel(appointment);
        appointment = -1;
    }

    void IAppointed.Due(int what)
    {
        appointment = -1;
        if (IsBackingOff)
        {
            IsBackingOff = false;
            client.Attempt(this);
        }
        else client.TimeIsUp(this);
    }
}
