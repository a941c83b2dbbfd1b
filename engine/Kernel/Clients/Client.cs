using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Timeslice.Des;
using Timeslice.Kernel.Channels;

namespace Timeslice.Kernel.Clients;

/// <summary>
/// Asks servers from outside: at each request it connects, unless it has a connection, writes the request, and reads
/// the response. It has no threads and needs no CPU: all it does happens in events.
/// </summary>
/// <remarks>
/// A response is what the server writes in one write, or as many bytes as the terms say; its status is the value of the
/// first of its bytes. What comes when nothing is asked is thrown away.
/// </remarks>
public sealed class Client : IAppointed
{
    /// <summary>Users, connections without a user, requests of one instant: no more than a run can hold.</summary>
    internal const int MostAtOnce = 1_000_000;

    const int Beginning = 0, OneMoreIdle = 1;

    readonly Load load;
    readonly Stack<Request> pool = new();
    readonly Stack<ClientConnection> free = new();
    readonly Queue<(Request Request, int Ticket)> waiting = new();
    readonly Connections connections;
    readonly double[] weights;
    readonly bool areOwn;

    // By user; none where connections are not their own.
    ClientConnection?[] own = [];
    RandomStream jitter, patience;
    long asked, budget;
    int open;

    /// <param name="world">Whose servers it asks, and whose statistics its own belong to.</param>
    /// <param name="name">Another than those of the other clients: it names the random streams and the results.</param>
    /// <param name="to">The server, by its address; on whatever machine it listens.</param>
    /// <param name="on">
    /// On which side of the network it is; left out, on the machine of the server, by the loopback.
    /// </param>
    public Client(World world, string name, StreamSocket to, Load load, ClientTerms? terms = null, Machine? on = null)
        : this(world, name, new Balancer(to), load, terms, on) { }

    /// <param name="world">Whose servers it asks, and whose statistics its own belong to.</param>
    /// <param name="name">Another than those of the other clients: it names the random streams and the results.</param>
    /// <param name="to">Stands before the servers.</param>
    /// <param name="on">
    /// On which side of the network it is; left out, on the machine of the server, by the loopback.
    /// </param>
    public Client(World world, string name, Balancer to, Load load, ClientTerms? terms = null, Machine? on = null)
    {
        (Simulation, Name, To, this.load, Terms, On) = (world.Simulation, name, to, load, terms ?? new(), on);
        connections = Terms.Connections is { } its && (load.HasUsers || !its.AreOwn) ? its : new PerRequest();
        areOwn = connections.AreOwn;
        Key = Simulation.ClaimKey($"client {name}");
        (jitter, patience) = (new(RandomStream.Key(Key, "jitter")), new(RandomStream.Key(Key, "timeout")));
        weights = Cumulated(Terms.Classes);
        budget = Terms.Retries?.Budget?.Most ?? 0;
        Appointments = world.Machines[0].Appointments;
        Tally = new(Simulation, Terms.Classes.Count);
        world.Add(this);
        Appointments.After(Terms.Start, this, Beginning);
    }

    public string Name { get; }
    public ClientTerms Terms { get; }
    public Balancer To { get; }

    /// <summary>On which machine's side of the network it is; null: on that of the server.</summary>
    public Machine? On { get; }

    /// <summary>What became of its requests.</summary>
    public ClientTally Tally { get; }

    internal Simulation Simulation { get; }
    internal Appointments Appointments { get; }
    internal ulong Key { get; }
    internal Instant BeginsAt => Instant.Start + Terms.Start;

    /// <summary>Nothing that it has asked for is still to come.</summary>
    internal bool IsAtRest => Tally.InFlight == 0;

    string IAppointed.What => $"the beginning of {Name}";

    void IAppointed.Due(int what)
    {
        if (what == OneMoreIdle) new ClientConnection(this, first: null).Connect();
        else
        {
            for (var i = 0; i < Terms.Idle; i++)
                Appointments.After(new((long)((Int128)Terms.IdleRamp.Nanoseconds * i / Terms.Idle)), this, OneMoreIdle);
            load.Begin(this);
        }
    }

    /// <summary>Whether a request may begin at an instant.</summary>
    internal bool MayAskAt(long instant) =>
        asked < (Terms.Requests ?? long.MaxValue) && instant <= (Terms.Until?.Nanoseconds ?? long.MaxValue);

    /// <summary>A request begins; false where none may.</summary>
    /// <param name="kind">Its class; drawn when left out.</param>
    internal bool Ask(int user, ref Habits habits, int? kind = null)
    {
        if (!MayAskAt(Simulation.Now.Nanoseconds)) return false;
        asked++;
        var of = kind ?? (weights.Length > 1 ? Drawn(ref habits.Asking) : 0);
        var size = weights.Length > 0 && Terms.Classes[of].Request is { } own ? own : Terms.RequestBytes;
        if (!pool.TryPop(out var request)) request = new(this);
        request.Begin(Simulation.Now, user, of, Math.Max(1, size.Draw(ref habits.Asking)));
        if (Terms.Retries?.Budget is { } its) budget = Math.Min(its.Most, budget + its.Earned);
        Tally.Begin();
        Attempt(request);
        return true;
    }

    /// <summary>A request is tried, or tried again.</summary>
    internal void Attempt(Request request)
    {
        Tally.BeginAttempt(isFirst: request.Attempts++ == 0);
        if (Terms.Timeout is { } its) request.EndAfter(its.Draw(ref patience));
        while (Kept(request.User) is { } connection)
            if (connection.IsFree)
            {
                connection.Ask(request);
                return;
            }
            else if (connection.Request is null) connection.Close();
        if (open < connections.Most) Connect(request);
        else waiting.Enqueue((request, request.Ticket));
    }

    /// <summary>A response has come.</summary>
    internal void Answered(Request request, ClientConnection over, long status, long bytes)
    {
        if (areOwn) Keep(over, request.User);
        else if (connections.AreKept) Free(over);
        else over.Close();
        End(request, status < 400 ? Outcome.Served : status == 503 ? Outcome.Shed : Outcome.Failed, bytes);
    }

    /// <summary>The connection over which a request was asked is lost, or was never made; it is closed.</summary>
    internal void Lost(Request request, Outcome why) => End(request, why);

    /// <summary>The time for an attempt is up.</summary>
    internal void TimeIsUp(Request request)
    {
        request.Connection?.Close();
        End(request, Outcome.TimedOut);
    }

    /// <summary>
    /// A user will probably ask in a moment: its connection is fetched into the cache. Where that lies is only a hint:
    /// it may move meanwhile.
    /// </summary>
    internal unsafe void Prefetch(int user)
    {
        if (user >= own.Length) return;
        var connection = (byte*)Unsafe.As<ClientConnection?, nint>(ref own[user]);
        Sse.Prefetch0(connection);
        Sse.Prefetch0(connection + 64);
    }

    /// <summary>A user will not ask again.</summary>
    internal void Leaves(int user)
    {
        if (areOwn) Kept(user)?.Close();
    }

    internal void HasConnected() => Tally.ChangeConnections(1);

    /// <summary>A connection was closed, or was never made.</summary>
    internal void HasClosed(bool wasMade, bool wasIdle)
    {
        if (!wasIdle) open--;
        if (wasMade) Tally.ChangeConnections(-1);
        while (open < connections.Most && waiting.TryDequeue(out var next))
            if (next.Ticket == next.Request.Ticket) Connect(next.Request);
    }

    /// <summary>What the server is told with a request of a class.</summary>
    internal long ValueOf(int kind) => weights.Length == 0 ? 0 : Terms.Classes[kind].Value ?? kind;

    /// <summary>The class of a name, by number.</summary>
    internal int ClassNamed(string name)
    {
        for (var i = 0; i < Terms.Classes.Count; i++)
            if (Terms.Classes[i].Name == name) return i;
        throw new ArgumentException($"{Name} has no class {name}", nameof(name));
    }

    internal void Restart()
    {
        Tally.Restart();
        To.Restart();
    }

    void Connect(Request first)
    {
        open++;
        new ClientConnection(this, first).Connect();
    }

    // One that was used before and is kept, for the next request of a user.
    ClientConnection? Kept(int user)
    {
        if (!areOwn) return free.TryPop(out var any) ? any : null;
        if (user >= own.Length) return null;
        var its = own[user];
        own[user] = null;
        return its;
    }

    void Keep(ClientConnection connection, int user)
    {
        if (user >= own.Length) Array.Resize(ref own, Math.Max(user + 1, 2 * own.Length));
        own[user] = connection;
    }

    // To the next in line; unless the server has closed it meanwhile.
    void Free(ClientConnection connection)
    {
        if (!connection.IsFree)
        {
            connection.Close();
            return;
        }
        while (waiting.TryDequeue(out var next))
            if (next.Ticket == next.Request.Ticket)
            {
                connection.Ask(next.Request);
                return;
            }
        free.Push(connection);
    }

    void End(Request request, Outcome outcome, long bytes = 0)
    {
        request.EndAttempt();
        Tally.EndAttempt(outcome);
        if (outcome != Outcome.Served && MayRetry(request))
        {
            request.TryAfter(Terms.Retries!.BackOff?.Before(request.Attempts, ref jitter) ?? Duration.Zero);
            return;
        }
        Tally.End(outcome, Simulation.Now - request.Intended, request.Class, bytes);
        pool.Push(request);
        load.Over(request.User, inVain: outcome != Outcome.Served && Simulation.Now == request.Intended);
    }

    bool MayRetry(Request request)
    {
        if (Terms.Retries is not { } retries || request.Attempts > retries.Times) return false;
        if (retries.Budget is null) return true;
        if (budget < RetryBudget.Parts)
        {
            Tally.Denied++;
            return false;
        }
        budget -= RetryBudget.Parts;
        return true;
    }

    int Drawn(ref RandomStream random)
    {
        var (u, kind) = (random.NextUniform() * weights[^1], 0);
        while (kind < weights.Length - 1 && weights[kind] <= u) kind++;
        return kind;
    }

    static double[] Cumulated(IReadOnlyList<RequestClass> classes)
    {
        var (all, sum) = (new double[classes.Count], 0.0);
        for (var i = 0; i < all.Length; i++) all[i] = sum += classes[i].Weight;
        return all;
    }
}
