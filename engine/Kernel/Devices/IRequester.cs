namespace Timeslice.Kernel.Devices;

/// <summary>Who asks devices for something: a blocked thread, or what will wake one later.</summary>
interface IRequester
{
    /// <summary>
    /// A device has done what it was asked for, and the interrupt that tells so has been handled. The request is free
    /// again when this comes back.
    /// </summary>
    void Completed(DeviceRequest request);
}
