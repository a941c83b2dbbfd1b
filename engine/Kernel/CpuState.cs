namespace Timeslice.Kernel;

/// <summary>What a CPU does at an instant. Over all CPUs these times sum to CPUs × time, exactly.</summary>
public enum CpuState : byte
{
    Idle,

    /// <summary>Between two threads: saving one, loading the other.</summary>
    Switching,

    /// <summary>Executing a thread's own code.</summary>
    User,

    /// <summary>Executing kernel code for a thread.</summary>
    System,

    /// <summary>Taken away from its thread by an interrupt.</summary>
    Interrupted,
}
