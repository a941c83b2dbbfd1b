using Timeslice.Des;
using Timeslice.Des.Monitors;
using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Channels;

/// <summary>What processes talk through: its name, its accounts, and how it is opened. One kind a file.</summary>
public abstract partial class Channel
{
    TimeWeighted level, messages;

    public string Name { get; private set; } = "";
    public int Number { get; private set; } = -1;

    /// <summary>
    /// False where a machine has it only so that programs find the others under the same numbers on all machines: no
    /// result tells of it.
    /// </summary>
    public bool IsUsed { get; set; } = true;
    protected internal Machine Machine { get; private set; } = null!;

    /// <summary>Calls that have put something in, or taken something out.</summary>
    public long Writes { get; private set; }
    public long Reads { get; private set; }

    /// <summary>Bytes that were put in, and taken out.</summary>
    public long Written { get; private set; }
    public long Read { get; private set; }

    /// <summary>Writes that failed since nobody could read any more.</summary>
    public long Broken { get; private set; }

    /// <summary>Calls that permissions refused.</summary>
    public long Refused { get; private set; }

    /// <summary>How long reads and writes had to wait, one observation each: 0 where they had not to.</summary>
    public Tally ReadWait { get; } = new();
    public Tally WriteWait { get; } = new();

    /// <summary>Bytes in it, in the mean and at most.</summary>
    public double MeanLevel => level.Mean(Machine.Now);
    public long MaxLevel => level.Max;
    public long Level => level.Value;

    /// <summary>Messages in it, in the mean and at most; it has none where it carries bytes without bounds.</summary>
    public double MeanMessages => messages.Mean(Machine.Now);
    public long MaxMessages => messages.Max;
    public long Messages => messages.Value;

    /// <summary>Messages that were in it when it vanished.</summary>
    public long Lost { get; private set; }

    /// <summary>What is put in is taken out as a whole.</summary>
    public virtual bool CarriesMessages => false;

    /// <summary>CPU time of a call beyond that of a system call, and of copying 1024 bytes.</summary>
    private protected abstract (Duration Call, Duration KiB) Prices(Costs costs);

    /// <summary>Opens it for a thread's process: the handle is answered, or why there is none.</summary>
    internal abstract Flow Open(int thread, ref Transfer transfer, in Opening how);

    /// <summary>Removes what stands in the kernel by its name or key; answers why it cannot.</summary>
    internal virtual Errno? Remove(int thread) => Errno.Invalid;

    /// <summary>What every process can use without opening it, if permissions let it; null where there is
    /// nothing.</summary>
    internal virtual OpenFile? Present => null;

    /// <summary>What a process can use of it that has no handle.</summary>
    internal virtual OpenFile? PresentIn(Process process) => Present;

    /// <summary>To read and write it is a system call.</summary>
    internal virtual bool CallsKernel => true;

    /// <summary>Why a call fails on it that finds nothing open.</summary>
    internal virtual Errno WhenNotOpen => Errno.BadHandle;

    internal void Attach(Machine machine, string name, int number)
    {
        (Machine, Name, Number) = (machine, name, number);
        Attached();
    }

    internal virtual void Restart()
    {
        (Writes, Reads, Written, Read, Broken, Refused, Lost) = (0, 0, 0, 0, 0, 0, 0);
        ReadWait.Restart();
        WriteWait.Restart();
        level.Restart(Machine.Now);
        messages.Restart(Machine.Now);
    }

    internal bool IsOf(Machine machine) => Number >= 0 && Machine == machine;

    /// <summary>CPU time of a call that moves some bytes.</summary>
    internal Duration CostOfCall => CostOfCallAt(Machine.Costs);

    /// <summary>The same where its machine is not that of the thread.</summary>
    internal Duration CostOfCallAt(Costs costs) => costs.SystemCall + Prices(costs).Call;

    /// <summary>CPU time of copying bytes, rounded up.</summary>
    internal Duration CostOfCopying(long bytes) => CostOfCopyingAt(Machine.Costs, bytes);

    internal Duration CostOfCopyingAt(Costs costs, long bytes) =>
        new((long)(((Int128)bytes * Prices(costs).KiB.Nanoseconds + 1023) / 1024));

    /// <summary>Permissions have refused a call.</summary>
    internal void CountRefusal() => Refused++;

    /// <summary>It belongs to a machine now.</summary>
    protected virtual void Attached() { }

    /// <summary>A write has come back that has put in some bytes.</summary>
    private protected void CountWrite(in Transfer transfer)
    {
        Writes++;
        WriteWait.Add(Waited(transfer));
    }

    /// <summary>A read has come back that has taken out some bytes, or found the end.</summary>
    private protected void CountRead(ref Transfer transfer)
    {
        Reads++;
        ReadWait.Add(Waited(transfer));
        transfer.Copying = CostOfCopying(transfer.Done);
    }

    /// <summary>A call has come back with a part of what it was to move.</summary>
    internal void Count(ref Transfer transfer)
    {
        if (transfer.Writes) CountWrite(transfer);
        else CountRead(ref transfer);
    }

    private protected void Moved(long written, long read)
    {
        Written += written;
        Read += read;
        level.Set(Machine.Now, level.Value + written - read);
        Machine.Observer?.ChannelChanged(Machine, this);
    }

    /// <summary>Bytes were copied that stay where they are.</summary>
    private protected void Copied(long written, long read)
    {
        Written += written;
        Read += read;
        Machine.Observer?.ChannelChanged(Machine, this);
    }

    /// <summary>A message has come in, or gone out.</summary>
    private protected void MovedMessages(int count, long bytes)
    {
        messages.Set(Machine.Now, messages.Value + count);
        Moved(count > 0 ? bytes : 0, count < 0 ? bytes : 0);
    }

    /// <summary>A message was handed to who waited for it: it never stood in line.</summary>
    private protected void Passed(long bytes)
    {
        Written += bytes;
        Read += bytes;
    }

    /// <summary>Messages that were in it are lost.</summary>
    private protected void Emptied(int count, long bytes)
    {
        messages.Set(Machine.Now, messages.Value - count);
        Lost += count;
        Emptied(bytes);
    }

    /// <summary>What was in it is lost.</summary>
    private protected void Emptied(long bytes)
    {
        level.Set(Machine.Now, level.Value - bytes);
        Machine.Observer?.ChannelChanged(Machine, this);
    }

    /// <summary>Nobody can read what a thread writes.</summary>
    private protected Flow Break(int thread) => Break(thread, Machine);

    /// <param name="on">The thread's machine.</param>
    private protected Flow Break(int thread, Machine on)
    {
        Broken++;
        return on.FinishBroken(thread);
    }

    /// <summary>Gives a thread's process a handle.</summary>
    private protected Flow Give(int thread, OpenFile file, bool endsWithExec = false) =>
        Machine.Finish(thread, Machine.ProcessOf(thread).Handles.Add(file, endsWithExec));

    Duration Waited(in Transfer transfer) =>
        transfer.Since < 0 ? Duration.Zero : new(Machine.Now - transfer.Since);
}

/// <summary>How a channel is to be opened.</summary>
/// <param name="For">What for; null: for all that this kind of channel is used for by one process.</param>
/// <param name="Create">It is made where there is none; of those that have a name or a key.</param>
/// <param name="Exclusive">It fails where there is one already.</param>
/// <param name="EndsWithExec">It is closed when the process goes on with another program.</param>
readonly record struct Opening(
    Use? For, IoMode Mode, bool Create = false, bool Exclusive = false, bool EndsWithExec = false);
