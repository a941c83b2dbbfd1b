using Timeslice.Des;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel;

/// <summary>To whom the CPU time went, and to whom it should have gone by weight.</summary>
sealed class Shares(Machine machine)
{
    // Of threads that have exited: weight × lifetime, by class.
    double[] claims = [];
    Fairness departed;

    /// <summary>Jain's index over all threads that have lived since the statistics began.</summary>
    public double Fairness
    {
        get
        {
            var all = departed;
            foreach (var (thread, lifetime) in Living())
                all.Add(CpuTimeOf(thread), lifetime, machine.Threads.OwnTerms(thread).Weight);
            return all.Index;
        }
    }

    /// <summary>The share to which the threads of a class were entitled.</summary>
    public double Of(ThreadClass its)
    {
        var (own, all) = (0.0, 0.0);
        for (var number = 0; number < claims.Length; number++)
            Count(number, claims[number]);
        foreach (var (thread, lifetime) in Living())
            Count(machine.Threads[thread].Class,
                (double)lifetime.Nanoseconds * machine.Threads.OwnTerms(thread).Weight);
        return own / all;

        void Count(int number, double claim)
        {
            all += claim;
            if (number == its.Number) own += claim;
        }
    }

    /// <summary>A thread exits.</summary>
    public void Leave(int thread, int its)
    {
        var (lifetime, weight) = (LifetimeOf(thread), machine.Threads.OwnTerms(thread).Weight);
        departed.Add(CpuTimeOf(thread), lifetime, weight);
        if (its >= claims.Length) Array.Resize(ref claims, Math.Max(its + 1, claims.Length * 2));
        claims[its] += (double)lifetime.Nanoseconds * weight;
    }

    public void Restart()
    {
        Array.Clear(claims);
        departed = default;
        // What the present bursts have taken so far is not counted when they are over.
        for (var thread = 0; thread < machine.Threads.End; thread++)
            machine.Threads.CpuTimes[thread] = -PresentBurst(thread);
    }

    IEnumerable<(int Thread, Duration Lifetime)> Living()
    {
        for (var thread = 0; thread < machine.Threads.End; thread++)
            if (machine.Threads.IsLive(thread)) yield return (thread, LifetimeOf(thread));
    }

    Duration CpuTimeOf(int thread) => new(machine.Threads.CpuTimes[thread] + PresentBurst(thread));

    long PresentBurst(int thread) =>
        machine.Threads[thread] is { State: ThreadState.RunningUser or ThreadState.RunningSystem, Since: var since }
            ? machine.Now - since : 0;

    // Since the statistics began.
    Duration LifetimeOf(int thread) =>
        new(machine.Now - Math.Max(machine.Threads.Lives[thread].Born, machine.StatisticsSince.Nanoseconds));
}
