using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel;

/// <summary>Who has a variable of its own.</summary>
public enum VariableOwner
{
    /// <summary>Each process has one for all its threads.</summary>
    Process,

    /// <summary>Each thread has one.</summary>
    Thread,
}

/// <summary>What programs remember: a whole number of 64 bits, for each process or for each thread.</summary>
public sealed class Variable
{
    readonly PerThread<long> ofThreads = new();

    /// <param name="name">What programs call it.</param>
    /// <param name="value">What it is worth at first.</param>
    /// <param name="of">Who has one of its own.</param>
    public Variable(string name, long value = 0, VariableOwner of = VariableOwner.Process) =>
        (Name, Initial, Of) = (name, value, of);

    /// <summary>One that belongs to a machine at once.</summary>
    public Variable(Machine machine, string name, long initial = 0, VariableOwner of = VariableOwner.Process)
        : this(name, initial, of) => machine.Add(this);

    public string Name { get; }
    public long Initial { get; }
    public VariableOwner Of { get; }

    /// <summary>
    /// False where a machine has it only so that programs find the others under the same numbers on all machines: no
    /// result tells of it.
    /// </summary>
    public bool IsUsed { get; set; } = true;

    /// <summary>Its number in the machine; −1 before it is in one.</summary>
    public int Number { get; private set; } = -1;

    /// <summary>What it is worth in a process now.</summary>
    /// <exception cref="InvalidOperationException">Each thread has its own.</exception>
    public long In(Process process) => IsOfThread || !IsOf(process.Machine)
        ? throw new InvalidOperationException($"{process.Name} has no variable {Name}")
        : process.Space.Words[Number];

    internal bool IsOfThread => Of == VariableOwner.Thread;
    internal Machine? Machine { get; private set; }
    internal bool IsOf(Machine machine) => Machine == machine;

    internal void Attach(Machine machine, int number)
    {
        if (Machine is not null)
            throw new ArgumentException($"{Name} is in a machine already: each needs its own", nameof(machine));
        (Machine, Number) = (machine, number);
    }

    /// <summary>The one that a thread reads and writes.</summary>
    internal ref long For(int thread)
    {
        if (IsOfThread) return ref ofThreads[thread];
        return ref Machine!.ProcessOf(thread).Space.Words[Number];
    }

    // The operations on it, for threads whose programs are methods.
    internal Operation WorkingOut => field ??= new Calls.WorkOutGiven(this);
    internal Operation Storing => field ??= new Calls.StoreGiven(this);
    internal Operation Changing => field ??= new Calls.ChangeGiven(this);
}
