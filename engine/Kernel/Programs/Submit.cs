namespace Timeslice.Kernel.Programs;

/// <summary>
/// Begins a call and goes on at once: a request that completes while the program does other things. What came of it,
/// <c>await</c> tells; or <c>on-complete</c> does something when it is complete and the thread has come to an
/// <c>await</c>, or to its end. A system call beside what the call itself costs.
/// </summary>
/// <remarks>
/// As io_uring and POSIX's asynchronous IO; what is to be done with CPU time when a call on a channel can go on is done
/// by the thread that has submitted it, as by io_uring (io_uring(7)).
/// </remarks>
/// <param name="call">An operation that can be awaited.</param>
/// <param name="as">A name by which this program can <c>await</c> it, or <c>cancel</c> it.</param>
/// <param name="onComplete">What is done then: a callback.</param>
public sealed class Submit(Operation call, string? @as = null, IReadOnlyList<Operation>? onComplete = null)
    : CompositeOperation
{
    readonly Program program = new("callback",
    [
        new Submitted(call.CanBeAwaited
            ? call
            : throw new ArgumentException("blocks its thread: it cannot be submitted", nameof(call))),
        .. onComplete ?? [],
    ]);

    protected internal override void Assemble(Assembler code)
    {
        program.Check();
        code.Add(new Enter(), this);
        code.Add(new StartCoroutine(program, code.StartedSlot(@as), atOnce: true), this);
    }

    /// <summary>The kernel is told.</summary>
    sealed class Enter : Operation
    {
        protected internal override Charge Cost(Machine machine, int thread) =>
            Charge.System(machine.Costs.SystemCall);

        protected internal override Flow Execute(Machine machine, int thread) => Flow.Next;
    }

    /// <summary>The call, whose answer nobody looks at here.</summary>
    sealed class Submitted(Operation call) : CompositeOperation
    {
        protected internal override void Assemble(Assembler code)
        {
            code.KeepsAnswers = true;
            new Await(new Awaited(call)) { Source = call.Source }.Assemble(code);
            code.KeepsAnswers = false;
        }
    }
}
