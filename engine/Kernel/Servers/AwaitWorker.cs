using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Servers;

/// <summary>Waits until one of the workers that a process has forked has ended, and takes note of how.</summary>
/// <param name="children">How many it has forked and not waited for.</param>
/// <param name="isReplaced">Another is forked in its place.</param>
sealed class AwaitWorker(Server server, Word children, bool isReplaced) : CompositeOperation
{
    protected internal override void Assemble(Assembler code) =>
        Add(code, new TakeNote(server, children, isReplaced, again: 0), noHang: false);

    internal static void Add(Assembler code, TakeNote note, bool noHang)
    {
        code.Add(new WaitChild.Step(pid: null, group: null, all: false, noHang, stopped: false));
        code.Add(note);
    }

    /// <summary>What was told of the end of a worker.</summary>
    /// <param name="again">By how many steps it goes on after one, as there may be another.</param>
    internal sealed class TakeNote(Server server, Word children, bool isReplaced, int again) : Operation
    {
        protected internal override Flow Execute(Machine machine, int thread)
        {
            if (machine.Threads.Answers[thread] is not { Value: > 0 } ended) return Flow.Next;
            children.Of(machine, thread)--;
            if (isReplaced && ended.Status == 0) server.Accounts.Recycled++;
            else if (isReplaced) server.Accounts.Replaced++;
            return machine.Jump(thread, again);
        }
    }
}

/// <summary>Takes note of all workers that have ended, and waits for none.</summary>
sealed class ReapWorkers(Server server, Word children, bool areReplaced) : CompositeOperation
{
    // Back to the call, which is the step before it.
    const int Again = -2;

    protected internal override void Assemble(Assembler code) =>
        AwaitWorker.Add(code, new(server, children, areReplaced, Again), noHang: true);
}
