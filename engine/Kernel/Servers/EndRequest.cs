using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Servers;

/// <summary>A thread has answered the request that it has in hand, and goes on to the next of the connection.</summary>
/// <param name="said">Requests answered on this connection.</param>
/// <param name="served">Requests that the thread has answered; null where nobody asks.</param>
/// <param name="most">How many it may answer.</param>
/// <param name="next">Where it goes on with the next, where there may be one.</param>
/// <param name="at">Where this step stands.</param>
sealed class EndRequest(Server server, Word said, Word? served, long most, Label next, int at) : Operation
{
    protected internal override Flow Execute(Machine machine, int thread)
    {
        var wasHeard = machine.Threads.Answers[thread].Value >= machine.Threads.Transfers[thread].Wanted;
        if (machine.Serving!.Of(thread) is { } request)
            request.End(wasHeard && request.Status == Server.Ok ? Fate.Served : Fate.Failed);
        var isLast = ++said.Of(machine, thread) >= server.KeepAlive.Most;
        if (served is not null && ++served.Of(machine, thread) >= most) isLast = true;
        return wasHeard && !isLast ? machine.Jump(thread, next.Position - at - 1) : Flow.Next;
    }
}
