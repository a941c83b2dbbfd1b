using System.Runtime.ExceptionServices;

namespace Timeslice.Des;

/// <summary>One call of an async simulation method: what it remembers between its waits.</summary>
internal abstract class Frame
{
    internal Frame? Parent;
    internal Coroutine Coroutine = null!;
    internal Exception? Error;
    internal bool HasEnded;

    /// <summary>Changes when the call is claimed, so that a task can be awaited only once.</summary>
    internal uint Version { get; private set; }

    internal static Frame Claim(Frame? frame, uint version)
    {
        if (frame is null || frame.Version != version)
            throw new InvalidOperationException("a SimTask can be awaited, or started, only once");
        frame.Version++;
        return frame;
    }

    /// <summary>Runs to the next wait or to the end.</summary>
    internal abstract void MoveNext();

    /// <summary>Forgets all; another call may use the frame. Nobody but its owner may know it any more.</summary>
    internal abstract void Release();

    internal void End(Exception? error)
    {
        (Error, HasEnded) = (error, true);
        Coroutine.Pop(this);
    }
}

/// <summary>A call with a result.</summary>
internal abstract class Frame<T> : Frame
{
    internal T? Result;

    /// <summary>Takes what the call came to: its result, or its exception with the stack that it had.</summary>
    internal static T TakeResult(Frame<T>? of)
    {
        if (of is not { HasEnded: true }) throw new InvalidOperationException("the SimTask has not ended: await it");
        var (error, result) = (of.Error, of.Result);
        of.Release();
        if (error is not null) ExceptionDispatchInfo.Throw(error);
        return result!;
    }
}

/// <summary>The result of a call that has none.</summary>
internal enum Nothing : byte;
