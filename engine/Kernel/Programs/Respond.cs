namespace Timeslice.Kernel.Programs;

/// <summary>
/// Settles with which status the request is answered that the thread has in hand; 200 where nothing is settled. It is
/// answered when all that its server does for it is done. Takes no time.
/// </summary>
/// <param name="status">As of HTTP, from 100 to 599: with any but 200 the request counts as failed.</param>
public sealed class Respond(int status) : Operation
{
    readonly int status = status is >= 100 and <= 599 ? status
        : throw new ArgumentOutOfRangeException(nameof(status), status, "must be from 100 to 599");

    protected internal override Flow Execute(Machine machine, int thread)
    {
        if (machine.Serving?.Of(thread) is not { } request)
            throw machine.Refuse(thread, "responds to a request, but has none in hand");
        request.Status = status;
        return Flow.Next;
    }
}
