using Timeslice.Des;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Processes;

namespace Timeslice.Kernel.Clients;

/// <summary>A connection of a client: an end of it without a thread.</summary>
/// <remarks>
/// It looks at the end in an event of its own, in the instant in which that has changed: never within the call of the
/// thread that has changed it.
/// </remarks>
sealed class ClientConnection : IOutsider, IWatcher, IAppointed
{
    readonly Client client;
    readonly int place;
    readonly bool isIdle;
    readonly Instant since;
    StreamEnd? end;
    int look = -1, ticket;
    long toWrite, received, status;
    bool isMade, isOver;

    /// <summary>Asks for the connection.</summary>
    /// <param name="first">What is to be asked first; nothing ever over one that stays idle.</param>
    public ClientConnection(Client client, Request? first)
    {
        (this.client, since, Request) = (client, client.Simulation.Now, first);
        (place, isIdle) = (client.To.Choose(), first is null);
        if (first is not null) first.Connection = this;
    }

    /// <summary>What is asked at present.</summary>
    public Request? Request { get; private set; }

    /// <summary>It can be used for the next request, as far as is known.</summary>
    public bool IsFree => isMade && !isOver && Request is null && !end!.HasEnded && !end.IsBroken;

    string IAppointed.What => $"something that {client.Name} is told of a connection";

    public void Connect()
    {
        var address = client.To.Among[place].Found();
        end = address.Connect(client.On ?? address.Machine, this, ++ticket, since);
        if (end is null) return;
        end.AddUser();
        end.AddWatcher(this);
        Changed(end);
    }

    /// <summary>The next request is asked over it.</summary>
    public void Ask(Request request)
    {
        (Request, request.Connection) = (request, this);
        Ask();
    }

    /// <summary>It is not used any more.</summary>
    public void Close()
    {
        if (isOver) return;
        isOver = true;
        ticket++;
        if (look >= 0) client.Appointments.Cancel(look);
        look = -1;
        Request = null;
        client.To.Close(place);
        client.HasClosed(isMade, isIdle);
        if (end is null) return;
        end.RemoveWatcher(this);
        end.RemoveUser();
    }

    bool IOutsider.StillWaits(int with) => with == ticket && !isOver;
    void IOutsider.RoomCame() => Connect();

    public void Changed(OpenFile file)
    {
        if (look < 0 && !isOver) look = client.Appointments.After(Duration.Zero, this);
    }

    void IAppointed.Due(int what)
    {
        look = -1;
        if (end!.IsConnecting) return;
        if (!isMade && end.Error is { } why)
        {
            Lose(why switch
            {
                Errno.ConnectionRefused => Outcome.Refused,
                Errno.ConnectionReset => Outcome.Reset,
                _ => Outcome.Unreachable,
            });
            return;
        }
        if (!isMade)
        {
            isMade = true;
            client.HasConnected();
            if (Request is not null) Ask();
        }
        else if (toWrite > 0) Write();
        if (!TryRead() && !isOver && (end.HasEnded || end.IsBroken)) Lose(Outcome.Reset);
    }

    void Ask()
    {
        (toWrite, received) = (Request!.Bytes, 0);
        Write();
    }

    void Write() => toWrite -= end!.Put(toWrite, client.ValueOf(Request!.Class));

    // True when a response is complete; what comes behind it is thrown away.
    bool TryRead()
    {
        var asked = Request;
        while (end!.Take(out var value, out var endsWrite) is > 0 and var bytes)
        {
            if (Request is null) continue;
            if (received == 0) status = value;
            received += bytes;
            if (client.Terms.Response is { Count: var whole } ? received >= whole : endsWrite) Request = null;
        }
        if (asked is null || Request is not null) return false;
        client.Answered(asked, this, status, received);
        return true;
    }

    void Lose(Outcome why)
    {
        var asked = Request;
        Close();
        if (asked is not null) client.Lost(asked, why);
    }
}
