using Timeslice.Des;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Threads;

/// <summary>Threads that share a process, a name and a program, and what their statistics sum to.</summary>
public sealed class ThreadClass
{
    readonly long[] nanoseconds = new long[(int)ThreadState.Exited];

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

    /// <summary>Threads created.</summary>
    public int Created { get; internal set; }

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

    /// <summary>Time that its threads have spent in a state, up to their last change of state.</summary>
    public Duration TimeIn(ThreadState state) => new(nanoseconds[(int)state]);

    internal void Account(ThreadState state, long ns) => nanoseconds[(int)state] += ns;

    internal void Restart()
    {
        Array.Clear(nanoseconds);
        Response.Clear();
        Turnaround.Clear();
        Wait.Clear();
    }
}
