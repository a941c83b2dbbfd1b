namespace Timeslice.Kernel.Channels;

/// <summary>Connects without a thread, and so cannot block where the backlog is full.</summary>
interface IOutsider
{
    /// <summary>It still waits for room, with this ticket.</summary>
    bool StillWaits(int ticket);

    /// <summary>There may be room now: it asks again.</summary>
    void RoomCame();
}
