namespace Timeslice.Kernel.Servers;

/// <summary>Which threads of a machine serve which requests, and which are workers of which server.</summary>
sealed class Serving
{
    RequestInHand?[] inHand = new RequestInHand?[16];
    Server?[] working = new Server?[16];

    /// <summary>The request that a thread serves; null: none.</summary>
    public RequestInHand? Of(int thread) => thread < inHand.Length ? inHand[thread] : null;

    public void Hold(int thread, RequestInHand? request)
    {
        if (thread >= inHand.Length) Array.Resize(ref inHand, Math.Max(thread + 1, inHand.Length * 2));
        inHand[thread] = request;
    }

    /// <summary>A thread was in a state for so long.</summary>
    public void Spent(int thread, ThreadState state, long time) => Of(thread)?.Spend(state, time);

    /// <summary>A thread can serve requests from now on.</summary>
    public void Begin(int thread, Server server)
    {
        if (thread >= working.Length) Array.Resize(ref working, Math.Max(thread + 1, working.Length * 2));
        working[thread] = server;
        server.Accounts.CountWorkers(+1);
    }

    /// <summary>What a thread had in hand is lost.</summary>
    public void Died(int thread)
    {
        Of(thread)?.End(Fate.Lost);
        if (thread >= working.Length || working[thread] is not { } server) return;
        working[thread] = null;
        server.Accounts.CountWorkers(-1);
    }

    /// <summary>A process of a server has ended: with it what no thread had in hand; and those that it has forked
    /// off do not go on without it.</summary>
    public static void Ended(Process process)
    {
        if (process.Origin.Server is not { } server) return;
        server.Lose(process);
        // PR_SET_PDEATHSIG: a master that begins anew finds its address free.
        foreach (var child in process.ChildProcesses.ToArray())
            if (!child.IsOver) process.Machine.ExitBySignal(child, Signals.Signal.Term);
    }
}
