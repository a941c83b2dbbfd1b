namespace Timeslice.Kernel.Devices;

/// <summary>How far a device has come with a request.</summary>
enum RequestState
{
    /// <summary>It stands for nothing at present.</summary>
    Free,

    /// <summary>It waits for its turn, and can be withdrawn.</summary>
    Queued,

    /// <summary>The device works on it.</summary>
    InService,

    /// <summary>The device has done its work; whoever asked is still to be told.</summary>
    Done,
}
