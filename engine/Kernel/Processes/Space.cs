namespace Timeslice.Kernel.Processes;

/// <summary>What the threads of a process share as their memory; several processes may have the same.</summary>
sealed class Space(long[] words)
{
    int users = 1;

    /// <summary>Its variables, by number; those of threads are not kept here.</summary>
    public long[] Words { get; set; } = words;

    /// <summary>One more process has it.</summary>
    public Space Share()
    {
        users++;
        return this;
    }

    /// <summary>One of its own for a child: what either writes the other does not see.</summary>
    public Space Copy() => new([.. Words]);

    /// <summary>A process is done with it.</summary>
    public void Leave() => users--;
}
