using Timeslice.Des;

namespace Timeslice.Kernel.Scheduling;

/// <summary>What a group may still use of its quota in the present period: CFS bandwidth control (Turner, Rao and
/// Rao, CPU bandwidth control for CFS, Linux Symposium 2010).</summary>
/// <remarks>On several CPUs more may be used than there is: that is owed to the next period, so that in the long run
/// the quota is exact. Linux hands out 5 ms at a time to each CPU instead.</remarks>
sealed class Bandwidth(Duration quota, Duration period)
{
    readonly long quota = quota.Nanoseconds, period = period.Nanoseconds;
    long left = quota.Nanoseconds, present;

    /// <summary>In ns; at most 0 when all is used.</summary>
    public long Left(Instant now)
    {
        Use(now, 0);
        return left;
    }

    public Instant NextPeriod(Instant now) => new((now.Nanoseconds / period + 1) * period);

    /// <summary>CPU time has been used up to now, in ns.</summary>
    public void Use(Instant now, long time)
    {
        var number = now.Nanoseconds / period;
        if (number > present)
        {
            var inThis = Math.Min(time, now.Nanoseconds - number * period);
            left = Math.Min(quota, left - (time - inThis) + quota * (number - present));
            (present, time) = (number, inThis);
        }
        left -= time;
    }
}

/// <summary>The quotas of a machine's groups, shared by its run queues.</summary>
struct Bandwidths
{
    Dictionary<Group, Bandwidth>? byGroup;

    /// <summary>Null for a group without a quota.</summary>
    public Bandwidth? Of(Group group)
    {
        if (group.Quota is not { } quota) return null;
        byGroup ??= [];
        if (!byGroup.TryGetValue(group, out var found)) byGroup[group] = found = new(quota, group.Period);
        return found;
    }
}
