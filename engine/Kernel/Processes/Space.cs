using Timeslice.Kernel.Memory;

namespace Timeslice.Kernel.Processes;

/// <summary>What the threads of a process share as their memory; several processes may have the same.</summary>
/// <param name="memory">Its pages; null where they are not modelled.</param>
sealed class Space(long[] words, AddressSpace? memory = null)
{
    int users = 1;

    /// <summary>Its variables, by number; those of threads are not kept here.</summary>
    public long[] Words { get; set; } = words;

    /// <summary>Its pages; null where they are not modelled.</summary>
    public AddressSpace? Memory { get; private set; } = memory;

    /// <summary>One more process has it.</summary>
    public Space Share()
    {
        users++;
        return this;
    }

    /// <summary>One of its own for a child: what either writes the other does not see.</summary>
    public Space Copy() => new([.. Words], Memory?.Copy());

    /// <summary>A process is done with it.</summary>
    public void Leave()
    {
        if (--users == 0) Memory?.Leave();
    }

    /// <summary>A process that was done with it goes on, with fresh pages.</summary>
    public void Renew(AddressSpace? memory) => (users, Memory) = (1, memory);
}
