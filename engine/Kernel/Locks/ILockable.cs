namespace Timeslice.Kernel.Locks;

/// <summary>What threads lock and unlock: mutexes, semaphores, spin locks, the writers' side of others.</summary>
public interface ILockable;

/// <summary>What many threads may read-lock at a time.</summary>
public interface ISharable : ILockable;

/// <summary>What threads wait at for others to let them go on.</summary>
public interface IWaitable;

/// <summary>What threads arrive at.</summary>
public interface IArrivable;
