namespace Timeslice.Des;

/// <summary>
/// An entry of the event queue, 16 bytes: when, whose, and the generation that tells whether it still counts.
/// </summary>
public readonly record struct Event(long Time, int Id, uint Generation);
