using Timeslice.Des;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Kernel.Servers;

/// <summary>
/// A program that answers requests, and the processes and threads in which it does so. Clients connect to the address
/// that has its name, send a request, read the answer, and may send another.
/// </summary>
/// <remarks>
/// One write of a client is one request, and the value of its bytes the number of its class; clients do not send the
/// next before they have the answer. The value of an answer's bytes is its status, as of HTTP: 200 served, 503 shed,
/// otherwise what <c>respond</c> says. A server ignores SIGPIPE.
/// </remarks>
public sealed class Server
{
    /// <summary>Statuses of HTTP.</summary>
    internal const int Ok = 200, Unavailable = 503;

    readonly List<RequestInHand> free = [];
    readonly Dictionary<Process, Workplace> workplaces = [];
    readonly int backlog;
    Machine? machine;
    ServerAccounts? accounts;
    StreamSocket? door;
    RequestInHand? first;

    /// <param name="name">What it is called, and the address at which it listens.</param>
    /// <param name="architecture">Which processes and threads it has, and who does what.</param>
    /// <param name="request">What is done for a request, after it was read and before it is answered.</param>
    /// <param name="response">The size of an answer, from 1B; 8KiB when left out.</param>
    /// <param name="backlog">
    /// How many connections may stand in line that were made and not accepted, less one, as on Linux: from 0.
    /// </param>
    /// <param name="keepAlive">How long it keeps a connection; until the client closes it when left out.</param>
    /// <param name="value">The variable that is told the number of a request's class, of each thread.</param>
    /// <param name="memory">What its program and data take of memory.</param>
    /// <param name="leak">What a worker allocates at each request and never frees; nothing when left out.</param>
    /// <param name="shed">When it answers 503 at once; never when left out.</param>
    /// <param name="restart">When it is started again after its end; never when left out.</param>
    /// <param name="restartEvery">
    /// After what time its process ends of itself to be started again, with all that it has in hand; never when left
    /// out.
    /// </param>
    /// <param name="family">
    /// The family of its address. Left out, <c>network</c> where there are several machines and <c>local</c> where
    /// there is one.
    /// </param>
    public Server(string name, Architecture architecture, IReadOnlyList<Operation> request, Size? response = null,
        int backlog = 128, Keeping? keepAlive = null, VariableReference? value = null, Bytes memory = default,
        Bytes leak = default, Shedding? shed = null, Restart? restart = null, Duration? restartEvery = null,
        SocketFamily? family = null)
    {
        if (backlog < 0) throw new ArgumentOutOfRangeException(nameof(backlog), backlog, "must be at least 0");
        // Of nothing, nobody hears.
        if (response?.Drawn is { Most: 0 })
            throw new ArgumentOutOfRangeException(nameof(response), 0, "must be at least 1B");
        if (restartEvery <= Duration.Zero)
            throw new ArgumentOutOfRangeException(nameof(restartEvery), restartEvery, "must be above 0");
        if (value is { IsOfThread: false } shared)
            throw new ArgumentException(
                $"is told to each thread, but there is one {shared.Name} for all (give it `of: thread`)",
                nameof(value));
        (Name, Architecture, Program, this.backlog) = (name, architecture, new("request", request), backlog);
        (Response, KeepAlive, Value, Memory, Leak) = (response ?? 8.KiB, keepAlive ?? new(), value, memory, leak);
        (Shedding, Restart, RestartEvery, Family) = (shed, restart, restartEvery, family);
    }

    public string Name { get; }

    /// <summary>Where it stands in the scenario.</summary>
    public SourceLine Source { get; set; }

    /// <summary>On whose behalf it acts: root, if nothing is said.</summary>
    public Credentials Credentials { get; set; } = Credentials.Root;

    /// <summary>What its threads may claim from the scheduler.</summary>
    public Terms Terms { get; set; } = Terms.Default;

    /// <summary>What it has done since the statistics began.</summary>
    public ServerAccounts Accounts => accounts ?? throw new InvalidOperationException($"{Name} is on no machine");

    /// <summary>Its first process, from which all others descend.</summary>
    public Process Process { get; private set; } = null!;

    /// <summary>The address at which it listens.</summary>
    public StreamSocket Door => door ?? throw new InvalidOperationException($"{Name} is on no machine");

    public Machine Machine => machine ?? throw new InvalidOperationException($"{Name} is on no machine");

    /// <summary>Connections that stand in line: not accepted, or accepted and not taken by a worker.</summary>
    public int Waiting
    {
        get
        {
            var waiting = Door.Listener?.Pending ?? 0;
            foreach (var place in workplaces.Values) waiting += place.Waiting;
            return waiting;
        }
    }

    internal Architecture Architecture { get; }

    /// <summary>What is done for a request.</summary>
    public Program Program { get; }
    internal Size Response { get; }
    internal Keeping KeepAlive { get; }
    internal VariableReference? Value { get; }
    internal Bytes Memory { get; }
    internal Bytes Leak { get; }
    internal Shedding? Shedding { get; }
    internal Restart? Restart { get; }
    internal Duration? RestartEvery { get; }

    /// <summary>The family of its address, where that was said.</summary>
    public SocketFamily? Family { get; }

    /// <summary>It belongs to a machine now, and its process begins.</summary>
    internal void Attach(Machine to, StreamSocket at)
    {
        (machine, door, accounts) = (to, at, new(to));
        Architecture.Build(this);
    }

    /// <summary>Its process, whose main thread listens first.</summary>
    /// <param name="thread">What that thread is called.</param>
    /// <param name="then">What it does then.</param>
    internal void Start(string thread, params IReadOnlyList<Operation> then)
    {
        Process = Machine.Process(Name, Machine.Paging is null ? default : Memory);
        (Process.Server, Process.Credentials) = (this, Credentials);
        Process.Restart = RestartEvery is null ? Restart : Restart ?? new(RestartAfter.Always);
        Machine.Start(Process, thread, new(thread, [new BeginServer(this, backlog), .. then]), terms: Terms,
            isMain: true);
        if (RestartEvery is { } time)
            Machine.Start(Process, "restarter", new("restarter", new Sleep(time), new Exit()), terms: Terms);
    }

    /// <summary>What the threads of a process share.</summary>
    internal Workplace PlaceOf(int thread) => workplaces[Machine.ProcessOf(thread)];

    internal void Open(int thread, Workplace place) => workplaces[Machine.ProcessOf(thread)] = place;

    /// <summary>A process has read a request.</summary>
    internal RequestInHand Take(Process process, long came, long @class)
    {
        RequestInHand request;
        if (free.Count == 0) request = new(this);
        else
        {
            request = free[^1];
            free.RemoveAt(free.Count - 1);
        }
        request.Begin(process, came, @class);
        (request.Before, request.Next) = (null, first);
        if (first is not null) first.Before = request;
        first = request;
        Accounts.CountTaken();
        return request;
    }

    /// <summary>One is no longer in hand, whose time went by like this.</summary>
    internal void Settle(RequestInHand request, Fate fate, ReadOnlySpan<long> times)
    {
        if (request.Before is null) first = request.Next;
        else request.Before.Next = request.Next;
        if (request.Next is not null) request.Next.Before = request.Before;
        free.Add(request);
        Accounts.CountEnd(fate);
        if (fate == Fate.Served && !request.IsVeteran) Accounts.Observe(times);
    }

    /// <summary>A process has ended, and what it had in hand is lost.</summary>
    internal void Lose(Process process)
    {
        workplaces.Remove(process);
        for (var request = first; request is not null;)
        {
            var next = request.Next;
            if (request.Process == process) request.End(Fate.Lost);
            request = next;
        }
    }

    internal void RestartStatistics()
    {
        Accounts.Restart();
        for (var request = first; request is not null; request = request.Next) request.IsVeteran = true;
    }
}
