using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Calls;

/// <summary>What a thread's method has asked for: locks to be given back, then a call.</summary>
sealed class Calling
{
    Operation[] operations = new Operation[2];
    int first;

    /// <summary>The method has not begun.</summary>
    public bool IsFirst { get; set; } = true;

    public int Count { get; private set; }

    /// <summary>The time that the last call gave, in nanoseconds.</summary>
    public long Time { get; private set; }

    /// <summary>The handle that the last call gave.</summary>
    public long Handle { get; set; }

    /// <summary>Where the bytes are that the last call moves; −1: behind the last ones.</summary>
    public long Place { get; private set; } = -1;

    /// <summary>How the last call changes a variable, and what it has worked out.</summary>
    public Func<long, long>? Change { get; set; }
    public long Value { get; set; }

    /// <summary>The message that the last call sends, and which it would receive.</summary>
    public Message Message { get; set; }
    public Selection Selection { get; set; }

    /// <summary>What is to be done next; there must be something.</summary>
    public Operation Next => operations[first];

    /// <summary>What is being done, or was done last; null before the first.</summary>
    public Operation? Present { get; private set; }

    /// <summary>The method waits for the kernel; false when it waits for something else.</summary>
    public bool IsCall { get; set; }

    /// <summary>Something to be done before the next call.</summary>
    public void Add(Operation operation)
    {
        if (first + Count == operations.Length) MakeRoom();
        operations[first + Count++] = operation;
    }

    /// <summary>A call, for which the method waits.</summary>
    public void Call(Operation operation, long time = 0, long place = -1)
    {
        Add(operation);
        (IsCall, Time, Place) = (true, time, place);
    }

    public void Remove()
    {
        Present = operations[first++];
        if (--Count == 0) first = 0;
    }

    /// <summary>What is being done is to be done once more, before all else.</summary>
    public void PutBack()
    {
        if (Count++ > 0) first--;
        operations[first] = Present!;
    }

    void MakeRoom()
    {
        var larger = first > 0 ? operations : new Operation[operations.Length * 2];
        Array.Copy(operations, first, larger, 0, Count);
        (operations, first) = (larger, 0);
    }
}
