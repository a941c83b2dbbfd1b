namespace Timeslice.Kernel.Programs;

/// <summary>Starts coroutines, one for each of a list, and waits until all of them are over.</summary>
/// <param name="programs">What they do, each the name of one of the <c>programs</c> or a list of operations.</param>
public sealed class Gather(IReadOnlyList<Routine> programs) : CompositeOperation
{
    protected internal override void Assemble(Assembler code) => Assemble(code, this, programs, isRace: false);

    /// <summary>Lays down that all are started, and that all or the first of them are waited for.</summary>
    internal static void Assemble(Assembler code, Operation whole, IReadOnlyList<Routine> programs, bool isRace,
        VariableReference? @as = null)
    {
        var slot = code.StartedSlot(name: null);
        foreach (var program in programs)
        {
            program.Check();
            code.Add(new StartCoroutine(program.Program, slot), whole);
        }
        code.Add(new Await.Step(slot, isRace), whole);
        if (@as is { } told) code.Add(new StoreAnswer(told.Number), whole);
        code.LeaveIfCancelled(whole);
    }
}
