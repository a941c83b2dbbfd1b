using Timeslice.Des;
using Timeslice.Kernel.Channels;

namespace Timeslice.Kernel.Devices;

/// <summary>Servers that all requests share alike: of n, each is served at the rate min(1, servers / n).</summary>
/// <remarks>
/// L. Kleinrock, "Time-shared systems: a theoretical treatment", JACM 14 (1967). What a request that was there from the
/// beginning would have got is kept in 2⁻²⁰ ns; a request is over when that has grown by what it needs. The number
/// grows by whole parts only, so a departure is late by less than a nanosecond.
/// </remarks>
sealed class SharedServers(Device device, int count) : IServing, IAppointed
{
    const int Fraction = 20;
    const int None = -1;

    // Who is over first stands first; of equals, who came first.
    readonly PriorityQueue<DeviceRequest, (Int128 Due, long Order)> served = new();
    Int128 got;
    long since, order;
    int appointment = None;

    public int Servers => count;
    public int Present => served.Count;
    string IAppointed.What => $"the end of a request of {device.Name}";

    public void Enter(DeviceRequest request)
    {
        BringUpToDate();
        device.Begins(request);
        served.Enqueue(request, (got + ((Int128)device.ServiceTime(request).Nanoseconds << Fraction), order++));
        Plan();
    }

    // Nobody is queued.
    public void Leave(DeviceRequest request) { }

    void IAppointed.Due(int what)
    {
        appointment = None;
        BringUpToDate();
        var request = served.Dequeue();
        device.Ends(request);
        Plan();
        device.Deliver(request);
    }

    void BringUpToDate()
    {
        var now = device.Machine.Now;
        if (served.Count > 0) got += ((Int128)(now - since) << Fraction) * Math.Min(count, served.Count) / served.Count;
        since = now;
    }

    void Plan()
    {
        if (appointment != None) device.Machine.Appointments.Cancel(appointment);
        appointment = None;
        if (!served.TryPeek(out _, out var first)) return;
        var speed = (Int128)Math.Min(count, served.Count) << Fraction;
        var left = Int128.Max(0, first.Due - got) * served.Count;
        var time = (left + speed - 1) / speed;
        appointment = device.Appoint(new((long)Int128.Min(long.MaxValue / 2, time)), this, what: 0);
    }
}
