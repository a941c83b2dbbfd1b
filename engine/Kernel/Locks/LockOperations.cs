using Timeslice.Kernel.Calls;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Locks;

/// <content>The operations on it, for threads whose programs are methods: one of each.</content>
public abstract partial class Lock
{
    internal Operation Taking => field ??= new Programs.Lock(this);
    internal Operation TakingInTime => field ??= new LockInTime(this);
    internal Operation Sharing => field ??= new ReadLock.Share(this, null);
    internal Operation Giving => field ??= new Unlock(this);
    internal Operation Waiting => field ??= new Wait(this);
    internal Operation WaitingInTime => field ??= new WaitInTime(this);
    internal Operation Arriving => field ??= new Arrive(this);
}
