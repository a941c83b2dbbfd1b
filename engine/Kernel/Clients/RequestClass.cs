using Timeslice.Des.Distributions;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Clients;

/// <summary>One of the kinds of requests that a client makes.</summary>
/// <param name="name">What it is called in results.</param>
/// <param name="weight">How often it is asked for, relative to the others: above 0.</param>
/// <param name="value">What the server is told, with the request; its place among the classes, from 0, when left
/// out.</param>
/// <param name="request">How large a request is; as the client's others when left out.</param>
public sealed class RequestClass(string name, double weight = 1, long? value = null, Size? request = null)
{
    public string Name => name;
    public double Weight { get; } = weight > 0 && double.IsFinite(weight) ? weight
        : throw new ArgumentOutOfRangeException(nameof(weight), weight, "must be above 0");
    public long? Value => value;

    internal RandomCount? Request { get; } = request is { } its ? ClientTerms.Drawn(its, nameof(request))
        : (RandomCount?)null;
}
