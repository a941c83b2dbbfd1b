using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Channels;

/// <summary>
/// Names an open channel in a program: by the number of the channel in the machine, so that one program serves many
/// machines at once; as one of an array of channels; or by the handle that opening it gave.
/// </summary>
/// <typeparam name="T">What the program asks of it.</typeparam>
/// <param name="First">The number of the channel, or of the first of the array.</param>
/// <param name="Count">How many the array has.</param>
/// <param name="Index">Which of the array, from 1; null where it is no array, or where all of it are meant.</param>
/// <param name="Handle">The handle; null where it is named.</param>
public readonly record struct ChannelReference<T>(
    int First, int Count = 1, Formula? Index = null, Formula? Handle = null) where T : class
{
    /// <summary>All of an array are meant, where one is asked for.</summary>
    internal bool IsMany => Count > 1 && Index is null;

    public static implicit operator ChannelReference<T>(Channel named) => named is T
        ? new(named.Number)
        : throw new ArgumentException($"{named.Name} is no {typeof(T).Name}", nameof(named));
}
