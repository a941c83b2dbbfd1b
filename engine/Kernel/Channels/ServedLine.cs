using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.Channels;

/// <summary>
/// Threads that wait to be served, in order of arrival: who serves one completes its call, so that nobody who comes
/// later can be faster.
/// </summary>
/// <param name="what">For what they wait, for people.</param>
/// <param name="isServedBy">Which processes could serve them.</param>
/// <param name="means">What such a process has, for people.</param>
sealed class ServedLine(Machine machine, Func<string> what, Func<Process, bool> isServedBy, string means) : IAwaited
{
    ThreadQueue line;

    public int Count => line.Count;
    public int First => line.First;
    public string What => what();
    string IAwaited.Means => means;

    /// <summary>Who stands behind a thread, which must not be the last.</summary>
    public int Behind(int thread) => machine.Threads[thread].Next;

    public Flow Block(int thread)
    {
        if (machine.MustNotWait(thread, out var why)) return machine.FinishEarly(thread, why);
        line.Add(machine.Threads, thread);
        return machine.BlockOnIO(thread, this);
    }

    /// <summary>The call of a thread comes back, wherever in line it stands.</summary>
    public void Serve(int thread, long answer)
    {
        line.Remove(machine.Threads, thread);
        machine.Complete(thread, answer);
    }

    /// <summary>The calls of all come back.</summary>
    public void ServeAll(long answer)
    {
        while (line.Count > 0) Serve(line.First, answer);
    }

    void IAwaited.Forget(int thread) => line.Remove(machine.Threads, thread);

    // Nobody is woken here without having what it waited for.
    void IAwaited.PassOn() { }

    bool IAwaited.IsServedBy(OpenFile file) => false;
    bool IAwaited.IsServedBy(Process process) => isServedBy(process);
}
