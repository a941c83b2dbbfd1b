namespace Timeslice.Kernel.Channels;

/// <summary>What is sent and received as a whole.</summary>
/// <param name="Value">What it says: a number for who receives it.</param>
/// <param name="Rank">Its priority, or its type.</param>
public readonly record struct Message(long Bytes, long Value, long Rank);

/// <summary>What tells messages apart.</summary>
enum Rank
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A priority: the higher, the earlier.</summary>
    Priority,

    /// <summary>A type, by which receivers choose.</summary>
    Type,
}

/// <summary>Which messages a receiver would have, by their types.</summary>
/// <param name="Type">
/// Above 0, those of this type; 0, all; below 0, of those whose type is not above its negative the lowest.
/// </param>
/// <param name="Except">Those of any other type than this one, which is above 0.</param>
/// <param name="Truncates">One that is longer than there is room for is cut, not left.</param>
/// <remarks>msgrcv(2).</remarks>
public readonly record struct Selection(long Type, bool Except = false, bool Truncates = false)
{
    public bool Takes(long type) =>
        Type == 0 || (Type < 0 ? type <= -Math.Max(Type, -long.MaxValue) : type == Type != Except);
}
