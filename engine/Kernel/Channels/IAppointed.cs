namespace Timeslice.Kernel.Channels;

/// <summary>Does something later that no thread does.</summary>
interface IAppointed
{
    /// <summary>What it is, for people.</summary>
    string What { get; }

    /// <summary>The time has come.</summary>
    /// <param name="what">What was said when it was appointed.</param>
    void Due(int what);
}
