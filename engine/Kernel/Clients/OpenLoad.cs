using Timeslice.Des;

namespace Timeslice.Kernel.Clients;

/// <summary>Requests come whatever became of those before, as from very many users.</summary>
/// <param name="rate">How many are expected per second, such as <c>500/s</c>; it may vary.</param>
/// <param name="arrivals">How they are spaced: <c>poisson</c> when left out.</param>
public sealed class OpenLoad(Intensity rate, Arrivals? arrivals = null) : Load
{
    readonly Arrivals arrivals = arrivals ?? new Poisson();
    RandomStream random;
    Course course;
    Habits habits;

    private protected override void Begin()
    {
        (random, course) = (new(RandomStream.Key(Client.Key, "arrivals")), rate.Begin(Client.Key));
        habits = new(Client.Key);
        Next();
    }

    private protected override void Due(int what)
    {
        Client.Ask(user: 0, ref habits);
        Next();
    }

    void Next()
    {
        rate.Advance(ref course, arrivals.Step(ref random));
        TryAppoint(course.At ?? long.MaxValue);
    }
}
