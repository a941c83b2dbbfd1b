using Timeslice.Des;

namespace Timeslice.Kernel.Programs;

/// <summary>
/// Does what another program says, then goes on here. A program must not call itself, neither directly nor through
/// others; joins and spans of one name are those of the caller. Takes no time.
/// </summary>
/// <param name="program">The name of one of the <c>programs</c>.</param>
public sealed class Call(Program program) : CompositeOperation
{
    internal override Duration? WorstCpuTime => program.WorstCpuTime;

    protected internal override void Assemble(Assembler code) => code.Call(program, this);
}

/// <summary>Remembers where to go back to and goes to the program that is called.</summary>
/// <param name="at">Where this step stands.</param>
sealed class Enter(Subroutine called, int at) : Operation
{
    internal override bool IsFlow => true;

    protected internal override Flow Execute(Machine machine, int thread)
    {
        machine.Word(thread, called.Slot) = machine.Threads[thread].Pc;
        return machine.Jump(thread, called.Entry.Position - at - 1);
    }
}

/// <summary>Ends a program that was called, unless that is on the stack of a parent that waits.</summary>
sealed class GoBackUnruined(int slot) : Operation
{
    protected internal override Flow Execute(Machine machine, int thread)
    {
        if (machine.Ruins(thread, slot)) return Flow.Exited;
        machine.Threads[thread].Pc = (int)machine.Word(thread, slot);
        return Flow.Next;
    }
}

/// <summary>Ends a program that was called.</summary>
sealed class GoBack(int slot) : Operation
{
    internal override bool IsFlow => true;

    protected internal override Flow Execute(Machine machine, int thread)
    {
        machine.Threads[thread].Pc = (int)machine.Word(thread, slot);
        return Flow.Next;
    }
}
