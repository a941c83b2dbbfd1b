using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Channels.Polling;

/// <summary>One call of <c>poll</c> or <c>select</c>: the open files at which it looks, one after the other.</summary>
/// <remarks>
/// poll(2), do_poll of Linux. It looks at all of them when it begins, and again when it has been woken, for it does not
/// know by which. All who wait for a file are woken. What it looks at stays open until it comes back.
/// </remarks>
sealed class Polling(Machine machine) : IAwaited, IWatcher
{
    const int MostNamed = 3;

    readonly List<(OpenFile? File, long Handle, int Place, Use What)> files = [];
    Use what;
    int thread;
    bool isWatching, hasLooked;

    /// <summary>Why the call fails; null: it does not.</summary>
    public Errno? Error { get; set; }

    public int Count => files.Count;

    public string What => files.Select(each => each.File?.Channel.Name).Distinct().ToList() switch
    {
        [] => "nothing, without a time limit",
        [var only] => $"{only} to become ready",
        { Count: <= MostNamed } few => $"one of {string.Join(", ", few)} to become ready",
        var many => $"one of {string.Join(", ", many.Take(MostNamed))}, … ({many.Count} channels) to become ready",
    };

    bool IAwaited.IsShared => false;
    Errno? IAwaited.WhenTimeIsUp => null;
    string IAwaited.Means => "the other end of one of them open";

    public void Begin(int thread, Use what) =>
        (this.thread, this.what, Error, hasLooked) = (thread, what, null, false);

    /// <param name="file">Null where the handle is not open.</param>
    /// <param name="place">Which of the list it is, from 1.</param>
    public void Add(OpenFile? file, long handle, int place, Use what)
    {
        file?.AddUser();
        files.Add((file, handle, place, what));
    }

    /// <summary>Looks at all: how many are ready is answered, or the thread waits.</summary>
    /// <param name="tells">The thread will be told which.</param>
    public Flow Look(bool tells)
    {
        if (Error is { } error) return machine.Finish(thread, error);
        if (hasLooked) machine.Threads.Transfers[thread].Copying += Count * machine.Costs.PollFile;
        hasLooked = true;
        if (CountReady(tells) is > 0 and var ready) return machine.Finish(thread, ready);
        if (machine.MustNotWait(thread, out var why))
            return why == Errno.TimedOut ? machine.Finish(thread, 0L) : machine.Finish(thread, why);
        isWatching = true;
        foreach (var each in files) each.File!.AddWatcher(this);
        return machine.BlockOnIO(thread, this);
    }

    void IWatcher.Changed(OpenFile file) => Wake();

    void IWatcher.Changed(OpenFile file, Use changed)
    {
        if (changed == what || changed == Use.Both || what == Use.Both) Wake();
    }

    void IAwaited.Forget(int thread) => Unwatch();

    // Nobody else was to be woken in its place.
    void IAwaited.PassOn() { }

    void IAwaited.Over(int thread)
    {
        foreach (var each in files) each.File?.RemoveUser();
        files.Clear();
        machine.Polled(this);
    }

    bool IAwaited.IsServedBy(OpenFile file) => files.Any(each => each.File!.CanBeServedBy(file, each.What));

    int CountReady(bool tells)
    {
        var ready = 0;
        foreach (var (file, handle, place, asked) in files)
        {
            var can = file?.ReadyFor(asked) ?? Readiness.NotOpen;
            if (can == Readiness.None) continue;
            ready++;
            if (tells) machine.TellReady(thread, new(handle, place, handle, can));
        }
        if (tells) machine.Threads.Ready[thread].Turn(ready);
        return ready;
    }

    void Wake()
    {
        if (!isWatching) return;
        Unwatch();
        machine.Retry(thread);
    }

    void Unwatch()
    {
        isWatching = false;
        foreach (var each in files) each.File!.RemoveWatcher(this);
    }
}
