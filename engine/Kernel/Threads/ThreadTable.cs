using Timeslice.Des;

namespace Timeslice.Kernel.Threads;

/// <summary>
/// All threads of a machine, by number: hot records in one array, statistics and random streams beside it.
/// </summary>
public sealed class ThreadTable
{
    const int None = -1;

    /// <summary>Stands for a thread that has exited, where its number would name whoever has it now.</summary>
    internal const int Departed = -2;

    int free = None, used;

    internal ThreadRecord[] Hot = new ThreadRecord[16];
    internal ThreadTimes[] Times = new ThreadTimes[16];
    internal RandomStream[] Random = new RandomStream[16];
    internal readonly Frames Frames = new();

    /// <summary>Threads that live.</summary>
    public int Live { get; private set; }

    /// <summary>The numbers below this one are or were given to threads.</summary>
    public int End => used;

    internal int Add()
    {
        Live++;
        if (free != None)
        {
            var again = free;
            free = Hot[again].Next;
            return again;
        }
        if (used == Hot.Length)
        {
            Array.Resize(ref Hot, used * 2);
            Array.Resize(ref Times, used * 2);
            Array.Resize(ref Random, used * 2);
        }
        return used++;
    }

    internal void Remove(int thread)
    {
        Live--;
        ref var record = ref Hot[thread];
        record.Generation++;
        record.State = ThreadState.Exited;
        record.Next = free;
        free = thread;
    }

    internal bool IsLive(int thread) => (uint)thread < (uint)used && Hot[thread].State != ThreadState.Exited;
}
