using Timeslice.Des;
using Timeslice.Des.Monitors;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Threads;

/// <summary>Threads that share a process, a name and a program, and what their statistics sum to.</summary>
public sealed class ThreadClass
{
    // By state: how many threads are in it, and Σ of the instants at which threads
    // left it − Σ of those at which they entered it.
    readonly long[] present = new long[(int)ThreadState.Exited + 1];
    readonly long[] leftLessEntered = new long[(int)ThreadState.Exited + 1];

    internal ThreadClass(int number, Process process, string name, Program program, ulong key)
    {
        Number = number;
        Process = process;
        Name = name;
        Program = program;
        Key = key;
    }

    public string Name { get; }
    public Process Process { get; }
    public Program Program { get; }

    /// <summary>Threads created, or declared and still to come.</summary>
    public int Created { get; internal set; }

    /// <summary>Created by other threads as they run; nobody knows how many there will be.</summary>
    public bool IsSpawned { get; internal set; }

    /// <summary>Threads that have exited.</summary>
    public long Exited => Turnaround.Count;

    /// <summary>From creation to the first instruction.</summary>
    public Tally Response { get; } = new();

    /// <summary>From creation to exit.</summary>
    public Tally Turnaround { get; } = new();

    /// <summary>Time spent ready (waiting for a CPU) in a whole life.</summary>
    public Tally Wait { get; } = new();

    internal int Number { get; }
    internal ulong Key { get; }

    /// <summary>Time that its threads have spent in a state, up to now.</summary>
    public Duration TimeIn(ThreadState state) =>
        new(leftLessEntered[(int)state] + present[(int)state] * Process.Machine.Now);

    internal void Enter(ThreadState state, long now)
    {
        present[(int)state]++;
        leftLessEntered[(int)state] -= now;
    }

    internal void Leave(ThreadState state, long now)
    {
        present[(int)state]--;
        leftLessEntered[(int)state] += now;
    }

    internal void Restart(long now)
    {
        for (var state = 0; state < present.Length; state++) leftLessEntered[state] = -present[state] * now;
        Response.Restart();
        Turnaround.Restart();
        Wait.Restart();
    }
}
