using System.Runtime.CompilerServices;

namespace Timeslice.Des;

/// <summary>How the compiler builds a <see cref="SimTask{T}"/> from an async method.</summary>
public struct SimTaskMethodBuilder<T>
{
    MachineOf<T> its;

    public readonly SimTask<T> Task => new(its.Frame);

    public static SimTaskMethodBuilder<T> Create() => default;

    public void Start<TMachine>(ref TMachine machine) where TMachine : IAsyncStateMachine => its.Start(ref machine);

    public readonly void SetStateMachine(IAsyncStateMachine machine) { }

    public readonly void SetResult(T result)
    {
        its.Frame.Result = result;
        its.Frame.End(null);
    }

    public readonly void SetException(Exception error) => its.Frame.End(error);

    public readonly void AwaitOnCompleted<TAwaiter, TMachine>(ref TAwaiter awaiter, ref TMachine machine)
        where TAwaiter : ISimAwaiter where TMachine : IAsyncStateMachine => its.Frame.Coroutine.Suspend(ref awaiter);

    public readonly void AwaitUnsafeOnCompleted<TAwaiter, TMachine>(ref TAwaiter awaiter, ref TMachine machine)
        where TAwaiter : ISimAwaiter where TMachine : IAsyncStateMachine => its.Frame.Coroutine.Suspend(ref awaiter);
}

/// <summary>Where a builder finds its call's frame.</summary>
internal struct MachineOf<T>
{
    internal Frame<T> Frame { get; private set; }

    /// <summary>Takes a frame for the machine and runs nothing.</summary>
    internal void Start<TMachine>(ref TMachine machine) where TMachine : IAsyncStateMachine
    {
        var frame = MachineFrame<TMachine, T>.Rent();
        // The builder lies in the machine: it must know its frame before the machine is copied into that.
        Frame = frame;
        frame.Hold(machine);
    }
}
