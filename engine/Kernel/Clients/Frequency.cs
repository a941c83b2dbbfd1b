namespace Timeslice.Kernel.Clients;

/// <summary>How often something happens: times per second, 0 or above.</summary>
public readonly record struct Frequency(double PerSecond);

/// <summary>Frequencies as people write them: <c>500.PerSecond</c>.</summary>
public static class Frequencies
{
    extension(int times)
    {
        public Frequency PerSecond => new(times);
    }

    extension(double times)
    {
        public Frequency PerSecond => new(times);
    }
}
