using Timeslice.Kernel.Devices;

namespace Timeslice.Kernel.Calls;

/// <summary>What the method of a thread can ask of a device. Below 0, it failed.</summary>
/// <remarks>
/// An interrupt ends the wait. A request that is not served yet is withdrawn then; else the device goes on with it, in
/// vain.
/// </remarks>
public static class DeviceCalls
{
    /// <summary>Reads so many bytes.</summary>
    /// <param name="at">Where the first of them is; behind the last ones of the process when left out.</param>
    public static AnswerCall Read(this Thread self, Device from, Bytes bytes, Bytes? at = null) =>
        new(self, Own(from, self).Reading, bytes.Count, Channels.Channel.Paying, place: at?.Count ?? -1);

    /// <summary>Writes so many bytes.</summary>
    /// <param name="at">Where the first of them goes; behind the last ones of the process when left out.</param>
    public static AnswerCall Write(this Thread self, Device to, Bytes bytes, Bytes? at = null) =>
        new(self, Own(to, self).Writing, bytes.Count, place: at?.Count ?? -1);

    /// <summary>Waits until all that was written has come to where it stays.</summary>
    public static AnswerCall Sync(this Thread self, Device one) => new(self, Own(one, self).Syncing);

    static Device Own(Device one, Thread self) => one.IsOf(self.Machine)
        ? one
        : throw new InvalidOperationException($"{self} uses a device of another machine, or of none");
}
