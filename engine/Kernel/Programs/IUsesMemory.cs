namespace Timeslice.Kernel.Programs;

/// <summary>Has a meaning only where the machine has memory.</summary>
public interface IUsesMemory;
