namespace Timeslice.Kernel.Devices;

/// <summary>How a device comes to serve the requests that it has got.</summary>
interface IServing
{
    /// <summary>How many it can serve at a time without one slowing down another.</summary>
    int Servers { get; }

    /// <summary>Requests that have come and are not served yet, or not to the end.</summary>
    int Present { get; }

    void Enter(DeviceRequest request);

    /// <summary>A request that is queued leaves unserved.</summary>
    void Leave(DeviceRequest request);
}
