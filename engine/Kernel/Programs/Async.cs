using Timeslice.Des.Distributions;

namespace Timeslice.Kernel.Programs;

/// <summary>
/// Starts coroutines, which go on beside the program that starts them; on which threads, the process says
/// (<c>coroutines</c>). They begin when their turn comes, with copies of the variables of the thread, and leave their
/// thread to others where they <c>await</c> something. A thread is over when its program and all its coroutines are.
/// Costs one creation for each, in user mode.
/// </summary>
/// <param name="program">What they do: the name of one of the <c>programs</c>, or a list of operations.</param>
/// <param name="count">How many.</param>
/// <param name="as">A name by which this program can <c>await</c> or <c>cancel</c> them.</param>
public sealed class Async(Routine program, RandomCount? count = null, string? @as = null) : CompositeOperation
{
    protected internal override void Assemble(Assembler code)
    {
        program.Check();
        var one = new StartCoroutine(program.Program, code.StartedSlot(@as)) { Source = Source };
        if (count is null) code.Add(one);
        else new Repeat(count.Value, [one]) { Source = Source }.Assemble(code);
    }
}

/// <summary>Starts one coroutine.</summary>
/// <param name="slot">The word that names those to which it belongs.</param>
/// <param name="atOnce">It runs first, until it awaits something.</param>
sealed class StartCoroutine(Program program, int slot, bool atOnce = false) : Operation
{
    internal override void Announce(Machine machine) => machine.Prepare(program);

    protected internal override Charge Cost(Machine machine, int thread)
    {
        var coroutines = machine.Coroutines;
        if (coroutines.ModelOf(thread).HasOwnThreads) return Charge.System(machine.Costs.ThreadCreate);
        var threads = coroutines.MakesThreads(thread);
        return threads == 0 ? Charge.User(machine.Costs.CoroutineCreate)
            : Charge.System(machine.Costs.CoroutineCreate + machine.Costs.ThreadCreate * threads);
    }

    protected internal override Flow Execute(Machine machine, int thread) =>
        machine.Coroutines.Start(thread, program, slot, atOnce);
}
