namespace Timeslice.Kernel.RealTime;

/// <summary>
/// When work ends that attracts further work while it lasts: the least w that solves w = f(w).
/// </summary>
/// <remarks>
/// f(w) is the work that arrives before w and never falls. From a start that is no later than the end and no later
/// than its own f, w ← f(w) rises to the least solution (M. Joseph and P. Pandya, "Finding response times in a
/// real-time system", The Computer Journal 29(5), 1986).
/// </remarks>
static class LeastEnd
{
    /// <summary>Null when it lies beyond 292 years or is not found within the effort.</summary>
    /// <param name="terms">What f adds up.</param>
    public static Int128? Of(Func<Int128, Int128> work, Int128 start, int terms, Effort effort)
    {
        var end = start;
        while (effort.Spend(terms) && end <= long.MaxValue)
        {
            var next = work(end);
            if (next == end) return end;
            end = next;
        }
        return null;
    }
}
