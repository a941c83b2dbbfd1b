using System.Runtime.CompilerServices;

namespace Timeslice.Des;

/// <content>Starts processes and makes what they wait for.</content>
public sealed partial class Simulation
{
    readonly Dictionary<string, NamedRandom> streams = [];
    readonly Dictionary<string, int> claimed = [];
    ProcessTable? processes;
    Failures? failures;
    TimerTable? timers;

    /// <summary>The process whose code runs now, or null between events.</summary>
    public SimProcess? Current => Running as SimProcess;

    /// <summary>The coroutine whose code runs now.</summary>
    internal Coroutine? Running { get; set; }

    /// <summary>Starts a process: it runs first in this instant, after all that is scheduled for it.</summary>
    /// <exception cref="InvalidOperationException">The body was awaited or started before.</exception>
    public SimProcess Start(string name, SimTask body) => new(this, processes ??= new(this), name, body);

    /// <summary>The same, with a body that is given its process: <c>Start("customer", Customer)</c>.</summary>
    // A bare default means a task.
    [OverloadResolutionPriority(-1)]
    public SimProcess Start(string name, Func<SimProcess, SimTask> body) =>
        new(this, processes ??= new(this), name, body);

    /// <summary>
    /// The random numbers of that name: one stream, however often it is asked for. It is none of any process's.
    /// </summary>
    public NamedRandom Random(string name)
    {
        if (!streams.TryGetValue(name, out var stream))
            streams[name] = stream = new(new(Seed, Replication, name));
        return stream;
    }

    /// <summary>
    /// A length of time to await. With no length, all that is scheduled for this instant goes first.
    /// </summary>
    public Delay Delay(Duration length) => new(this, length);

    /// <summary>An event that happens after <paramref name="length"/>.</summary>
    public Timeout Timeout(Duration length) => new(this, length);

    /// <summary>Happens with the first of several, and comes with it.</summary>
    public AnyOf AnyOf(params ReadOnlySpan<Occurrence> parts) => new(this, parts);

    /// <summary>Happens with the last of several.</summary>
    public AllOf AllOf(params ReadOnlySpan<Occurrence> parts) => new(this, parts);

    /// <summary>
    /// Ends the wait of the coroutine that runs; every awaiter's <c>GetResult</c> calls it first.
    /// </summary>
    /// <exception cref="Interrupted">The wait was interrupted.</exception>
    public void EndWait() => Running?.ThrowIfInterrupted();

    /// <summary>
    /// Whether there is nothing to wait for; that counts as a turn without time. For <c>IsCompleted</c> of awaiters.
    /// </summary>
    public bool NeedNotWait(bool isOver)
    {
        if (Running is null && !isOver)
            throw new InvalidOperationException("only the simulation's own coroutines wait for what belongs to it");
        return isOver && (Running is null || Running.TryCountTurn());
    }

    /// <summary>A key for the random streams of what is called so; who comes second gets another.</summary>
    internal ulong ClaimKey(string name)
    {
        var others = claimed.GetValueOrDefault(name);
        claimed[name] = others + 1;
        var key = RandomStream.Key(Seed, Replication, name);
        return others == 0 ? key : RandomStream.Key(key, others);
    }

    internal TimerTable Timers => timers ??= new(this);

    internal void Unheeded(Occurrence failure, SimProcess? culprit) => (failures ??= new(this)).Add(failure, culprit);
}
