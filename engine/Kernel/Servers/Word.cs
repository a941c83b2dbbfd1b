using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Servers;

/// <summary>
/// A word of the memory of each thread that executes a program of a server, by which the parts of the program tell each
/// other something: the handle of a connection, how often something was done. 0 at first.
/// </summary>
sealed class Word : Formula
{
    Assembler? code;
    int slot;

    /// <summary>Where it stands in a program that is being laid down.</summary>
    public int In(Assembler program)
    {
        if (code != program) (code, slot) = (program, program.Slot());
        return slot;
    }

    public ref long Of(Machine machine, int thread) => ref machine.Word(thread, slot);

    protected internal override long Evaluate(Machine machine, int thread) => machine.Word(thread, slot);
}

/// <summary>Adds to a word.</summary>
sealed class AddTo(Word word, long number) : CompositeOperation
{
    protected internal override void Assemble(Assembler code)
    {
        word.In(code);
        code.Add(new Step(word, number), this);
    }

    sealed class Step(Word word, long number) : Operation
    {
        protected internal override Flow Execute(Machine machine, int thread)
        {
            word.Of(machine, thread) += number;
            return Flow.Next;
        }
    }
}
