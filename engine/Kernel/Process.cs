namespace Timeslice.Kernel;

/// <summary>A unit of resource allocation: threads that live and die together.</summary>
public sealed class Process
{
    internal Process(Machine machine, string name) => (Machine, Name) = (machine, name);

    public Machine Machine { get; }
    public string Name { get; }

    /// <summary>Threads alive in it.</summary>
    public int Threads { get; internal set; }

    /// <summary>Its exit status once it is over: what <c>exit</c> said, or 0 when its last thread returned.</summary>
    public int? Status { get; internal set; }
}
