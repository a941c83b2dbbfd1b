namespace Timeslice.Kernel.Coroutines;

/// <summary>How it stands with a coroutine.</summary>
enum CoroutineState
{
    /// <summary>It may go on, or what it waits for has happened.</summary>
    Ready,

    /// <summary>A thread runs it.</summary>
    Running,

    /// <summary>It awaits something.</summary>
    Waiting,

    /// <summary>A helper waits in its place, or will.</summary>
    Away,

    /// <summary>It is done.</summary>
    Over,
}
