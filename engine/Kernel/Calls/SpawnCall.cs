using Timeslice.Des;

namespace Timeslice.Kernel.Calls;

/// <summary>The call that starts another thread and comes back with it.</summary>
public readonly struct SpawnCall : ISimAwaiter
{
    readonly Call call;
    readonly SpawnBody operation;

    internal SpawnCall(Thread thread, SpawnBody operation) =>
        (call, this.operation) = (new(thread, operation), operation);

    public SpawnCall GetAwaiter() => this;
    public bool IsCompleted => call.IsCompleted;
    public void Suspend(Coroutine awaiting) => call.Suspend(awaiting);

    public Thread GetResult()
    {
        call.GetResult();
        return operation.Created!;
    }
}
