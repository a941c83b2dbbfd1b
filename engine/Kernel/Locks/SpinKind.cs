namespace Timeslice.Kernel.Locks;

/// <summary>How threads that spin learn whose turn it is.</summary>
public enum SpinKind
{
    /// <summary>All try to set one word; whoever is first has it.</summary>
    TestAndSet,

    /// <summary>Each draws a number and reads the one that is served: first come, first served.</summary>
    Ticket,

    /// <summary>Each spins on a word of its own, which its predecessor sets: first come, first served.</summary>
    Mcs,
}
