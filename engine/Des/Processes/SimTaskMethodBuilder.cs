using System.Runtime.CompilerServices;

namespace Timeslice.Des;

/// <summary>How the compiler builds a <see cref="SimTask"/> from an async method.</summary>
public struct SimTaskMethodBuilder
{
    MachineOf<Nothing> its;

    public readonly SimTask Task => new(its.Frame);

    public static SimTaskMethodBuilder Create() => default;

    public void Start<TMachine>(ref TMachine machine) where TMachine : IAsyncStateMachine => its.Start(ref machine);

    public readonly void SetStateMachine(IAsyncStateMachine machine) { }

    public readonly void SetResult() => its.Frame.End(null);

    public readonly void SetException(Exception error) => its.Frame.End(error);

    public readonly void AwaitOnCompleted<TAwaiter, TMachine>(ref TAwaiter awaiter, ref TMachine machine)
        where TAwaiter : ISimAwaiter where TMachine : IAsyncStateMachine => its.Frame.Coroutine.Suspend(ref awaiter);

    public readonly void AwaitUnsafeOnCompleted<TAwaiter, TMachine>(ref TAwaiter awaiter, ref TMachine machine)
        where TAwaiter : ISimAwaiter where TMachine : IAsyncStateMachine => its.Frame.Coroutine.Suspend(ref awaiter);
}
