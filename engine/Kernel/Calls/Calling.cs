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

    /// <summary>What is to be done next; there must be something.</summary>
    public Operation Next => operations[first];

    public void Add(Operation operation, long time = 0)
    {
        if (first + Count == operations.Length) MakeRoom();
        operations[first + Count++] = operation;
        Time = time;
    }

    public void Remove()
    {
        first++;
        if (--Count == 0) first = 0;
    }

    void MakeRoom()
    {
        var larger = first > 0 ? operations : new Operation[operations.Length * 2];
        Array.Copy(operations, first, larger, 0, Count);
        (operations, first) = (larger, 0);
    }
}
