namespace Timeslice.Kernel.Calls;

/// <summary>The words by which the kernel knows the groups of threads that a thread has spawned.</summary>
struct Groups
{
    long unnamed;
    Dictionary<string, long>? named;

    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    public ref long Word(string name)
    {
        if (name == "") return ref unnamed;
        return ref System.Runtime.InteropServices.CollectionsMarshal
            .GetValueRefOrAddDefault(named ??= [], name, out _);
    }

    /// <summary>Nobody will join them any more.</summary>
    public void Abandon(Machine machine)
    {
        machine.Abandon(ref unnamed);
        if (named is null) return;
        foreach (var name in named.Keys) machine.Abandon(ref Word(name));
    }
}
