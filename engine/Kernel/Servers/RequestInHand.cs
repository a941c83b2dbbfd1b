using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.Servers;

/// <summary>
/// A request that a server has taken and not answered: since when, and where its time went. Whoever serves it holds
/// it: a thread from beginning to end, or one thread and then another, or none while it waits for its turn.
/// </summary>
/// <remarks>Servers use them again: none is kept beyond its end.</remarks>
sealed class RequestInHand(Server server)
{
    const int NoThread = -1;

    /// <summary>Phases of a request, and how many there are before those that are states of a thread.</summary>
    const int Phases = (int)Phase.Laid + 1, FirstOfThreads = (int)Phase.Ready;

    readonly long[] times = new long[Phases];
    long came, since;
    int thread;

    /// <summary>Whose threads serve it.</summary>
    public Process Process { get; private set; } = null!;

    /// <summary>What came with it: the number of its class.</summary>
    public long Class { get; private set; }

    /// <summary>What it is answered with, as of HTTP: 200 when all went well.</summary>
    public int Status { get; set; }

    /// <summary>It was taken before the statistics began.</summary>
    public bool IsVeteran { get; set; }

    /// <summary>Its neighbours among those that the server has in hand.</summary>
    public RequestInHand? Before { get; set; }
    public RequestInHand? Next { get; set; }

    Machine Machine => server.Machine;

    /// <summary>It was taken now; no thread has it yet.</summary>
    /// <param name="came">When its first bytes could be read, in nanoseconds.</param>
    public void Begin(Process process, long came, long @class)
    {
        Array.Clear(times);
        (Process, this.came, Class, Status, IsVeteran) = (process, came, @class, Server.Ok, false);
        (since, thread) = (Machine.Now, NoThread);
        times[(int)Phase.Queue] = Machine.Now - came;
    }

    /// <summary>A thread serves it from now on, and nothing else: its time is that of the request.</summary>
    /// <param name="waited">For how much of the time in which nobody had it, it could not have gone on.</param>
    public void HandTo(int thread, long waited = 0)
    {
        times[(int)Phase.Io] += waited;
        times[(int)Phase.Laid] += Machine.Now - since - waited;
        this.thread = thread;
        Spend(Machine.Threads[thread].State, -Present);
        Machine.Serving!.Hold(thread, this);
    }

    /// <summary>No thread serves it for a while.</summary>
    public void LayDown()
    {
        Spend(Machine.Threads[thread].State, Present);
        Machine.Serving!.Hold(thread, null);
        (since, thread) = (Machine.Now, NoThread);
    }

    /// <summary>The thread that serves it was in a state for so long.</summary>
    public void Spend(ThreadState state, long time) => times[FirstOfThreads + (int)state] += time;

    /// <summary>It has left the server's hands; how it went is told to the accounts.</summary>
    public void End(Fate fate)
    {
        if (thread != NoThread) LayDown();
        times[(int)Phase.Laid] += Machine.Now - since;
        var sum = 0L;
        foreach (var time in times) sum += time;
        if (sum != Machine.Now - came)
            throw new InvalidOperationException(
                $"{Machine.Simulation.Now}: a request to {server.Name} took {Machine.Now - came} ns, but its phases "
                + $"sum to {sum} ns: {string.Join(", ", times)}");
        server.Settle(this, fate, times);
    }

    // How long the thread has been in the state in which it is, which nobody has told yet.
    long Present => Machine.Now - Machine.Threads[thread].Since;
}

/// <summary>What became of a request.</summary>
enum Fate
{
    /// <summary>Its answer was given away whole, and said that all went well.</summary>
    Served,

    /// <summary>It was answered otherwise, or nobody was there any more to hear the answer.</summary>
    Failed,

    /// <summary>Who served it died.</summary>
    Lost,
}
