namespace Timeslice.Kernel.Programs;

/// <summary>What a program wants to be told of files that are ready.</summary>
/// <param name="Ready">The variable that gets the handle.</param>
/// <param name="Which">The variable that gets its place in the list.</param>
/// <param name="Value">The variable that gets what was given with it.</param>
/// <param name="Can">The variable that gets what it is ready for.</param>
/// <param name="Do">What is done once for each; null: the first alone is told.</param>
readonly record struct ReadyLoop(VariableReference? Ready, VariableReference? Which, VariableReference? Value,
    VariableReference? Can, IReadOnlyList<Operation>? Do)
{
    /// <summary>The call must say which are ready.</summary>
    public bool IsTold =>
        Do is not null || Ready is not null || Which is not null || Value is not null || Can is not null;

    /// <summary>Lays down a call, and what follows when it has come back.</summary>
    public void Assemble(Assembler code, Operation call, Operation whole, VariableReference? @as)
    {
        code.Add(call, whole);
        code.AddCall(new Read.PayForCopy(), whole, @as);
        if (!IsTold) return;
        var (slot, next, end) = (code.Slot(), new Label(), new Label());
        code.Add(new Begin(slot), whole);
        code.Place(next);
        code.Add(new Next(slot, this, end, code.Position), whole);
        if (Do is { } body)
        {
            var loop = new Body(body, next, end) { Source = whole.Source };
            code.AddGuarded([loop], way => way.Add(new Drop(slot), whole));
            code.GoTo(next, whole);
        }
        code.Place(end);
        code.Add(new Drop(slot), whole);
    }

    /// <summary>What is done for each, as the body of a loop.</summary>
    sealed class Body(IReadOnlyList<Operation> @do, Label next, Label end) : CompositeOperation
    {
        protected internal override void Assemble(Assembler code) => code.AddLoop(@do, next, end);
    }

    /// <summary>So many are to come as the call has answered.</summary>
    sealed class Begin(int slot) : Operation
    {
        protected internal override Flow Execute(Machine machine, int thread)
        {
            machine.Word(thread, slot) = Math.Max(0, machine.Threads.Answers[thread].Value);
            return Flow.Next;
        }
    }

    /// <summary>Tells of the next, or goes on behind the loop.</summary>
    sealed class Next(int slot, ReadyLoop told, Label end, int at) : Operation
    {
        protected internal override Flow Execute(Machine machine, int thread)
        {
            ref var left = ref machine.Word(thread, slot);
            if (left == 0) return machine.Jump(thread, end.Position - at - 1);
            left--;
            var file = machine.Threads.Ready[thread].Take();
            Tell(told.Ready, file.Handle);
            Tell(told.Which, file.Place);
            Tell(told.Value, file.Value);
            Tell(told.Can, (long)file.Can);
            return Flow.Next;

            void Tell(VariableReference? variable, long what)
            {
                if (variable is { } its) machine.Write(thread, its.Number, what);
            }
        }
    }

    /// <summary>Those that are left are forgotten.</summary>
    sealed class Drop(int slot) : Operation
    {
        protected internal override Flow Execute(Machine machine, int thread)
        {
            ref var left = ref machine.Word(thread, slot);
            machine.Threads.Ready[thread].Drop((int)left);
            left = 0;
            return Flow.Next;
        }
    }
}
