using Timeslice.Des;
using Timeslice.Kernel.Channels;

namespace Timeslice.Kernel.Devices;

/// <summary>The expirations of a timer, again and again, and the reads that wait for one.</summary>
/// <remarks>No event is pending while nobody waits: what has expired meanwhile is worked out.</remarks>
sealed class Expirations : IServing, IAppointed
{
    const int None = -1;

    readonly Timer timer;
    readonly RequestLine line = new();
    readonly long first, period;
    long told;
    int appointment = None;

    /// <param name="after">How long until the first.</param>
    public Expirations(Timer timer, Duration after, Duration period) => (this.timer, first, this.period) =
        (timer, checked(timer.Machine.Now + after.Nanoseconds), period.Nanoseconds);

    public int Servers => 1;
    public int Present => line.Count;
    string IAppointed.What => $"an expiration of {timer.Name}";

    public void Enter(DeviceRequest request)
    {
        line.Add(request);
        timer.Queues(1);
        if (appointment == None) Plan();
    }

    public void Leave(DeviceRequest request)
    {
        line.Remove(request);
        timer.Queues(-1);
        if (line.Count > 0) return;
        timer.Machine.Appointments.Cancel(appointment);
        appointment = None;
    }

    void IAppointed.Due(int what)
    {
        appointment = None;
        var request = line.First!;
        line.Remove(request);
        timer.Queues(-1);
        request.Value = Count - told;
        told += request.Value;
        timer.Missed += request.Value - 1;
        timer.Begins(request);
        timer.Ends(request);
        if (line.Count > 0) Plan();
        timer.Deliver(request);
    }

    // How often it has expired.
    long Count => timer.Machine.Now < first ? 0 : (timer.Machine.Now - first) / period + 1;

    void Plan()
    {
        var next = Count > told ? 0 : first + told * period - timer.Machine.Now;
        appointment = timer.Appoint(new(next), this, what: 0);
    }
}
