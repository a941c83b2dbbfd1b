namespace Timeslice.Tests.Reference;

/// The least of a number first, preemptive: an absolute deadline (EDF), a period (RM), a relative deadline (DM).
sealed class NaiveRealTime(Func<NaiveThread, long> keyOf) : NaivePolicy
{
    public override bool IsPreemptive => true;
    protected override bool IsBefore(NaiveThread one, NaiveThread other) =>
        keyOf(one) < keyOf(other) || keyOf(one) == keyOf(other) && one.Number < other.Number;

    protected override bool IsMoreUrgent(NaiveThread one, NaiveThread other) => keyOf(one) < keyOf(other);

    public static long DeadlineOf(NaiveThread thread) => thread.DeadlineOf;
    public static long PeriodOf(NaiveThread thread) => OrNever(thread.Claims.Period);

    public static long RelativeDeadlineOf(NaiveThread thread) =>
        OrNever(thread.Claims.Deadline > 0 ? thread.Claims.Deadline : thread.Claims.Period);

    static long OrNever(int time) => time > 0 ? time : long.MaxValue;
}
