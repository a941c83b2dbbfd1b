namespace Timeslice.Kernel.RealTime;

/// <summary>What an analysis says of deadlines: always met, missed in some lawful case, or not decided.</summary>
public enum Verdict
{
    /// <summary>
    /// Neither is proved: the test is sufficient only, does not fit the tasks, or has reached its limit.
    /// </summary>
    Unknown,

    /// <summary>Every job meets its deadline, whenever jobs arrive within what the tasks allow.</summary>
    Schedulable,

    /// <summary>
    /// Jobs can arrive, within what the tasks allow, so that one misses its deadline. Blocking is taken to last as
    /// long as stated.
    /// </summary>
    NotSchedulable,
}
