namespace Timeslice.Des;

/// <summary>A stream of random numbers that all who know its name share; draws as <see cref="Draws"/> do.</summary>
public sealed class NamedRandom
{
    RandomStream stream;

    internal NamedRandom(RandomStream stream) => this.stream = stream;

    /// <summary>The numbers themselves. A copy of them would go its own way.</summary>
    public ref RandomStream Stream => ref stream;

    public Duration Exponential(Duration mean) => stream.Exponential(mean);
    public double Exponential(double mean) => stream.Exponential(mean);
    public Duration Uniform(Duration from, Duration to) => stream.Uniform(from, to);
    public double Uniform(double from, double to) => stream.Uniform(from, to);
    public Duration Normal(Duration mean, Duration sigma) => stream.Normal(mean, sigma);
    public double Normal(double mean, double sigma) => stream.Normal(mean, sigma);
    public Duration Lognormal(Duration mean, double sigma) => stream.Lognormal(mean, sigma);
    public double Lognormal(double mean, double sigma) => stream.Lognormal(mean, sigma);
    public Duration Pareto(Duration minimum, double shape) => stream.Pareto(minimum, shape);
    public double Pareto(double minimum, double shape) => stream.Pareto(minimum, shape);
    public bool Chance(double probability) => stream.Chance(probability);
    public T Choice<T>(params ReadOnlySpan<T> of) => stream.Choice(of);
}
