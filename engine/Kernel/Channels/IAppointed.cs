namespace Timeslice.Kernel.Channels;

/// <summary>Does something later that no thread does.</summary>
interface IAppointed
{
    /// <summary>What it is, for people.</summary>
    string What { get; }

    /// <summary>The time has come.</summary>
    /// <param name="what">What was said when it was appointed.</param>
    void Due(int what);

    /// <summary>The time will probably come in a moment: one of very many may fetch what it needs.</summary>
    void Prefetch(int what) { }
}
