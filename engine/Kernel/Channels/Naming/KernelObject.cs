namespace Timeslice.Kernel.Channels.Naming;

/// <summary>
/// What stands in the kernel and outlives those who made it: a queue, a segment, a set of semaphores. It is there until
/// it is removed, and then as long as somebody still has it open.
/// </summary>
/// <param name="home">The channel by which it was made: under its name stand the accounts.</param>
abstract class KernelObject(Channel home, Ownership owned)
{
    int users;

    public Channel Home => home;
    public Ownership Owned => owned;

    /// <summary>Nobody finds it any more.</summary>
    public bool IsRemoved { get; private set; }

    /// <summary>Somebody has it open.</summary>
    public void AddUser() => users++;

    /// <summary>Somebody has it open no longer.</summary>
    public void RemoveUser()
    {
        if (--users == 0 && IsRemoved) Vanish();
    }

    /// <summary>Its name, or its key, is free again.</summary>
    public void Remove()
    {
        IsRemoved = true;
        if (users == 0) Vanish();
    }

    /// <summary>It is there no longer, and neither is what was in it.</summary>
    protected abstract void Vanish();
}
