namespace Timeslice.Kernel.Channels;

/// <summary>Where processes can listen, and others connect to them.</summary>
public interface IConnectable;
