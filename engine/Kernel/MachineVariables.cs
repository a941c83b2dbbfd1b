using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Signals;

namespace Timeslice.Kernel;

/// <content>The variables of its programs.</content>
public sealed partial class Machine
{
    const int None = -1;

    readonly List<Variable> variables = [];

    // Who has one of its own must be given it at birth.
    readonly List<Variable> variablesOfThreads = [];

    /// <summary>
    /// Some variable is in a shared memory, so that a program may touch memory that it does not have.
    /// </summary>
    internal bool SharesVariables { get; private set; }

    // The one that an atomic operation is about to change.
    int inAtomic = None;

    public IReadOnlyList<Variable> Variables => variables;

    /// <summary>
    /// A variable joins the machine: all processes, or all threads, have one, those to come as well.
    /// </summary>
    /// <exception cref="ArgumentException">There is one of this name, or it is in a machine already.</exception>
    public Variable Add(Variable added)
    {
        if (variables.Exists(other => other.Name == added.Name))
            throw new ArgumentException($"there is a variable {added.Name} already", nameof(added));
        added.Attach(this, variables.Count);
        variables.Add(added);
        SharesVariables |= added.Memory is not null;
        foreach (var space in Table.All.Concat(processes).Select(process => process.Space).Distinct())
            space.Words = [.. space.Words, added.Initial];
        if (!added.IsOfThread) return added;
        variablesOfThreads.Add(added);
        for (var thread = 0; thread < Threads.End; thread++) added.For(thread) = added.Initial;
        return added;
    }

    /// <summary>What the variables of a new process are worth.</summary>
    internal long[] NewWords() => [.. variables.Select(one => one.Initial)];

    internal void BeginVariables(int thread)
    {
        foreach (var one in variablesOfThreads) one.For(thread) = one.Initial;
    }

    internal void CopyVariables(int from, int to)
    {
        foreach (var one in variablesOfThreads) one.For(to) = one.For(from);
    }

    internal long Read(int thread, int variable)
    {
        ref var word = ref variables[variable].For(thread);
        if (variable != inAtomic) Observer?.Accessed(this, thread, variable, Access.Read);
        return word;
    }

    internal void Write(int thread, int variable, long value)
    {
        ref var word = ref variables[variable].For(thread, writes: true);
        Observer?.Accessed(this, thread, variable, Access.Write);
        word = value;
    }

    /// <summary>Reads and writes at once. Other variables that the new value depends on are read as always.</summary>
    internal void Change(int thread, int variable, Formula to)
    {
        ref var word = ref variables[variable].For(thread, writes: true);
        Observer?.Accessed(this, thread, variable, Access.Atomic);
        inAtomic = variable;
        var value = to.Evaluate(this, thread);
        inAtomic = None;
        word = value;
    }

    internal void Change(int thread, int variable, Func<long, long> change)
    {
        ref var word = ref variables[variable].For(thread, writes: true);
        Observer?.Accessed(this, thread, variable, Access.Atomic);
        word = change(word);
    }

    /// <summary>Works something out for people: no observer is told.</summary>
    internal long Quietly(int thread, Formula formula)
    {
        var observer = Observer;
        Observer = null;
        try
        {
            return formula.Evaluate(this, thread);
        }
        finally
        {
            Observer = observer;
        }
    }

    /// <summary>
    /// What holds the variable that a thread means: its process's memory, or a segment attached to that.
    /// </summary>
    internal object MemoryOf(int thread, int variable)
    {
        var space = ProcessOf(thread).Space;
        return variables[variable].Memory is { } memory ? space.AttachmentOf(memory)!.Segment : space;
    }

    /// <summary>A thread touches memory that its process does not have: the process ends.</summary>
    internal Flow Fault(int thread, string what)
    {
        Note($"{Describe(thread)} {what}: a segmentation fault");
        inAtomic = None;
        ExitBySignal(ProcessOf(thread), Signal.Segv);
        return Flow.Exited;
    }
}
