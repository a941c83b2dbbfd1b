namespace Timeslice.Des;

/// <summary>A hash of words in order: equal sequences have equal fingerprints.</summary>
/// <remarks>FNV-1a over 64-bit words (Fowler, Noll and Vo), which tells mistakes apart, not attacks.</remarks>
public readonly record struct Fingerprint(ulong Value)
{
    public static readonly Fingerprint Start = new(14695981039346656037);

    /// <summary>The fingerprint of one word more.</summary>
    public Fingerprint With(ulong word) => new((Value ^ word) * 1099511628211);
}
