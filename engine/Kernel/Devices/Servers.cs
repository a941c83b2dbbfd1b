using Timeslice.Kernel.Channels;

namespace Timeslice.Kernel.Devices;

/// <summary>So many servers before one line: each serves one request at a time, to the end.</summary>
/// <param name="next">Which of those in line is served next; that which came first when null.</param>
sealed class Servers(Device device, int count, Func<RequestLine, DeviceRequest>? next = null) : IServing, IAppointed
{
    readonly RequestLine line = new();
    int busy;

    int IServing.Servers => count;
    public int Present => line.Count + busy;
    string IAppointed.What => $"the end of a request of {device.Name}";

    public void Enter(DeviceRequest request)
    {
        line.Add(request);
        device.Queues(1);
        ServeNext();
    }

    public void Leave(DeviceRequest request)
    {
        line.Remove(request);
        device.Queues(-1);
    }

    // The next begins before anybody is told of this one, who could ask for more.
    void IAppointed.Due(int what)
    {
        var request = device[what];
        busy--;
        device.Ends(request);
        ServeNext();
        device.Deliver(request);
    }

    void ServeNext()
    {
        while (busy < count && line.Count > 0)
        {
            var request = next is null ? line.First! : next(line);
            line.Remove(request);
            device.Queues(-1);
            busy++;
            device.Begins(request);
            device.Appoint(device.ServiceTime(request), this, request.Number);
        }
    }
}
