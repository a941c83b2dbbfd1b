using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Servers;

/// <summary>
/// A thread has read from a connection: a request, which it has in hand from now on, or that there will be no more.
/// </summary>
/// <param name="sheds">It is answered with 503 in any case.</param>
/// <param name="again">Where the thread reads again.</param>
/// <param name="shed">Where it goes on with a request that it does not serve.</param>
/// <param name="end">Where it goes on when the other side has gone, or has been silent for too long.</param>
/// <param name="at">Where this step stands.</param>
sealed class TakeRequest(
    Server server, Word connection, bool sheds, Label again, Label shed, Label end, int at) : Operation
{
    protected internal override Flow Execute(Machine machine, int thread)
    {
        var answer = machine.Threads.Answers[thread].Value;
        if (answer == -(long)Errno.Interrupted) return GoTo(machine, thread, again);
        if (answer <= 0) return GoTo(machine, thread, end);
        var process = machine.ProcessOf(thread);
        var came = ((StreamEnd)process.Handles.Find(connection.Of(machine, thread))!).Came;
        if (sheds || server.Shedding?.Sheds(server, machine.Now - came) == true)
        {
            server.Accounts.CountShed();
            return GoTo(machine, thread, shed);
        }
        server.Take(process, came, machine.Threads.Transfers[thread].Value).HandTo(thread);
        return Flow.Next;
    }

    Flow GoTo(Machine machine, int thread, Label label) => machine.Jump(thread, label.Position - at - 1);
}
