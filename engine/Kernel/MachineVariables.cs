using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel;

/// <content>The variables of its programs.</content>
public sealed partial class Machine
{
    const int None = -1;

    readonly List<Variable> variables = [];

    // Who has one of its own must be given it at birth.
    readonly List<Variable> variablesOfThreads = [];

    // The one that an atomic operation is about to change.
    int inAtomic = None;

    public IReadOnlyList<Variable> Variables => variables;

    /// <summary>A variable joins the machine: all processes, or all threads, have one, those to come as well.</summary>
    /// <exception cref="ArgumentException">There is one of this name, or it is in a machine already.</exception>
    public Variable Add(Variable added)
    {
        if (variables.Exists(other => other.Name == added.Name))
            throw new ArgumentException($"there is a variable {added.Name} already", nameof(added));
        added.Attach(this, variables.Count);
        variables.Add(added);
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
        if (variable != inAtomic) Observer?.Accessed(this, thread, variable, Access.Read);
        return variables[variable].For(thread);
    }

    internal void Write(int thread, int variable, long value)
    {
        Observer?.Accessed(this, thread, variable, Access.Write);
        variables[variable].For(thread) = value;
    }

    /// <summary>Reads and writes at once. Other variables that the new value depends on are read as always.</summary>
    internal void Change(int thread, int variable, Formula to)
    {
        Observer?.Accessed(this, thread, variable, Access.Atomic);
        inAtomic = variable;
        var value = to.Evaluate(this, thread);
        inAtomic = None;
        variables[variable].For(thread) = value;
    }

    internal void Change(int thread, int variable, Func<long, long> change)
    {
        Observer?.Accessed(this, thread, variable, Access.Atomic);
        ref var word = ref variables[variable].For(thread);
        word = change(word);
    }

    /// <summary>Works something out for people: no observer is told.</summary>
    internal long Quietly(int thread, Formula formula)
    {
        var observer = Observer;
        Observer = null;
        var value = formula.Evaluate(this, thread);
        Observer = observer;
        return value;
    }
}
