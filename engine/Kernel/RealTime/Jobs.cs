using Timeslice.Des;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.RealTime;

/// <summary>The present jobs of recurring tasks.</summary>
sealed class Jobs(Machine machine)
{
    // Of the present job, or of the next when that is done.
    readonly PerThread<Instant> releases = new();

    /// <summary>A thread of a task has been created: the time to when its first job is ready.</summary>
    public Duration Begin(int thread, Terms terms) =>
        Prepare(thread, terms, After(Now, terms.Release!.First(ref machine.Random(thread))));

    /// <summary>The thread's job is done: the time to when the next is ready, 0 if it is already.</summary>
    public Duration Finish(int thread)
    {
        var its = machine.ClassOf(thread);
        var (terms, release) = (machine.Threads.OwnTerms(thread), releases[thread]);
        var due = machine.Threads.DeadlineOf(thread);
        if (release >= machine.StatisticsSince)
            its.Jobs!.Add(Now - release, Now > due ? Now - due : Duration.Zero);
        return Prepare(thread, terms, After(release, terms.Release!.Next(ref machine.Random(thread))));
    }

    /// <summary>Jobs of a class that are not done although their deadlines have passed.</summary>
    public long Overdue(ThreadClass its)
    {
        var count = 0L;
        for (var thread = 0; thread < machine.Threads.End; thread++)
        {
            if (!machine.Threads.IsLive(thread) || machine.Threads[thread].Class != its.Number) continue;
            var due = machine.Threads.DeadlineOf(thread);
            if (due < Now) count += 1 + its.Terms.Release!.Within(Now - due - new Duration(1));
        }
        return count;
    }

    Instant Now => machine.Simulation.Now;

    Duration Prepare(int thread, Terms terms, Instant release)
    {
        releases[thread] = release;
        machine.Threads.SetDeadline(thread, terms.Deadline is { } time ? After(release, time) : Instant.Max);
        var ready = After(release, terms.Release!.Jitter(ref machine.Random(thread)));
        return ready > Now ? ready - Now : Duration.Zero;
    }

    // What lies behind the end of time never comes, and a thread that would wait for it is told so.
    static Instant After(Instant from, Duration time) =>
        time.Nanoseconds <= long.MaxValue - from.Nanoseconds ? from + time : Instant.Max;
}
