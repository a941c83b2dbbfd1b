namespace Timeslice.Kernel.Channels.Naming;

/// <summary>What can be removed from the kernel: it has a name there, or a key.</summary>
public interface IRemovable;
