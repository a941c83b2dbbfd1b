using Timeslice.Kernel.Channels.Naming;

namespace Timeslice.Kernel.Channels;

/// <summary>
/// A piece of memory that processes may have in common: the variables in it, and the record that copies write and read.
/// </summary>
/// <param name="size">In bytes.</param>
sealed class Segment(SharedMemory home, Ownership owned, long size) : KernelObject(home, owned)
{
    // Of a copy that is mixed up already when it begins.
    const long Spoilt = -1;

    long[] words = [];
    long id;

    // Writes that have begun so far, and those that have not ended.
    long begun;
    int underWay;

    // What came with the record; it is none where writes have overlapped, or one was never completed.
    long value;
    bool isMixed;

    public SharedMemory Memory => home;
    public long Size => size;

    /// <summary>How often it is attached.</summary>
    public int Attachments { get; private set; }

    /// <summary>The number by which it is found; it has one once somebody has asked.</summary>
    public long Id => id > 0 ? id : id = home.Machine.KernelNames.Add(new SegmentId(this));

    /// <summary>A variable in it, by its number in the machine.</summary>
    public ref long this[int variable]
    {
        get
        {
            if (variable >= words.Length) Grow();
            return ref words[variable];
        }
    }

    public void Attached()
    {
        Attachments++;
        AddUser();
    }

    public void Detached()
    {
        Attachments--;
        RemoveUser();
    }

    public void BeginWrite(ref Transfer copy)
    {
        begun++;
        copy.Version = underWay++ == 0 ? begun : Spoilt;
    }

    /// <summary>A write is complete; what it wrote is whole if no other was under way meanwhile.</summary>
    public void EndWrite(in Transfer copy)
    {
        underWay--;
        isMixed = copy.Version != begun;
        value = copy.Value;
    }

    /// <summary>Who was writing has died.</summary>
    public void AbandonWrite()
    {
        underWay--;
        isMixed = true;
    }

    public void BeginRead(ref Transfer copy) => copy.Version = underWay > 0 || isMixed ? Spoilt : begun;

    /// <summary>A read is complete: true, and what it has read, where that is one record.</summary>
    public bool TryEndRead(in Transfer copy, out long read)
    {
        read = value;
        return copy.Version == begun;
    }

    protected override void Vanish()
    {
        if (id > 0) home.Machine.KernelNames.Remove(id);
    }

    void Grow()
    {
        var known = words.Length;
        var variables = home.Machine.Variables;
        Array.Resize(ref words, variables.Count);
        for (var i = known; i < words.Length; i++) words[i] = variables[i].Initial;
    }
}
