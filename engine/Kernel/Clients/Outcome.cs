namespace Timeslice.Kernel.Clients;

/// <summary>What became of an attempt, and of a request by its last attempt.</summary>
public enum Outcome
{
    /// <summary>A response came that tells of no failure: its value is below 400.</summary>
    Served,

    /// <summary>A response came with the value 503: the server has too much to do.</summary>
    Shed,

    /// <summary>A response came with another value from 400 on.</summary>
    Failed,

    /// <summary>Nobody listened.</summary>
    Refused,

    /// <summary>There was no connection within the patience of the kernel, 127 s.</summary>
    Unreachable,

    /// <summary>The time of the client was up.</summary>
    TimedOut,

    /// <summary>The connection was reset, or closed before the response was complete.</summary>
    Reset,
}
