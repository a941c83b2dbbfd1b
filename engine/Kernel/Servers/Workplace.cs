namespace Timeslice.Kernel.Servers;

/// <summary>What the threads of one process of a server share: connections that were accepted and wait for one of
/// them.</summary>
sealed class Workplace(int lines = 1)
{
    readonly Queue<long>[] lines = [.. Enumerable.Range(0, lines).Select(_ => new Queue<long>())];
    readonly int[] idle = new int[lines];

    /// <summary>Connections in all lines.</summary>
    public int Waiting { get; private set; }

    /// <summary>Threads that serve a connection each, or are about to.</summary>
    public int Threads { get; set; }

    /// <summary>Workers that have come so far.</summary>
    public int Workers { get; set; }

    /// <summary>Connections that were dealt so far, put into a line or not.</summary>
    public long Dealt { get; set; }

    /// <summary>Connections in one of the lines.</summary>
    public int WaitingIn(int line) => lines[line].Count;

    /// <summary>A worker has nothing to do, or has something again.</summary>
    public void Idles(int line, int by) => idle[line] += by;

    /// <summary>So many stand in a line beyond those for which a worker is idle.</summary>
    public bool IsFull(int line, int limit) => lines[line].Count >= (long)limit + idle[line];

    public void Add(int line, long handle)
    {
        lines[line].Enqueue(handle);
        Waiting++;
    }

    public long Take(int line)
    {
        Waiting--;
        return lines[line].Dequeue();
    }
}
