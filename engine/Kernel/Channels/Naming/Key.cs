using System.Globalization;

namespace Timeslice.Kernel.Channels.Naming;

/// <summary>
/// By what a System V object is found: a number that others may know too, a number that nobody else has, or by nothing
/// (IPC_PRIVATE).
/// </summary>
readonly record struct Key
{
    /// <summary>The largest: a key_t has 32 bits.</summary>
    const int Most = int.MaxValue;

    /// <summary>Null: none that others have.</summary>
    public long? Number { get; private init; }

    /// <summary>Each time that it is opened, another is made.</summary>
    public bool IsPrivate { get; private init; }

    /// <param name="key">A number, <c>private</c>, or null for one that nobody else has.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is something else.</exception>
    public static Key Of(string? key) =>
        key is null ? default
        : key == "private" ? new() { IsPrivate = true }
        : int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1
            ? new() { Number = number }
        : throw new ArgumentOutOfRangeException(nameof(key), key, $"must be a number from 1 to {Most}, or `private`");
}
