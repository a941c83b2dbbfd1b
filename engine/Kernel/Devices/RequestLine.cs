namespace Timeslice.Kernel.Devices;

/// <summary>Requests in order of arrival, linked through themselves.</summary>
sealed class RequestLine
{
    public int Count { get; private set; }
    public DeviceRequest? First { get; private set; }
    public DeviceRequest? Last { get; private set; }

    public void Add(DeviceRequest request)
    {
        (request.Before, request.Behind) = (Last, null);
        if (Last is null) First = request;
        else Last.Behind = request;
        Last = request;
        Count++;
    }

    public void Remove(DeviceRequest request)
    {
        if (request.Before is { } before) before.Behind = request.Behind;
        else First = request.Behind;
        if (request.Behind is { } behind) behind.Before = request.Before;
        else Last = request.Before;
        (request.Before, request.Behind) = (null, null);
        Count--;
    }
}
