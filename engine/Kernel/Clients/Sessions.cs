using Timeslice.Des;
using Timeslice.Des.Distributions;

namespace Timeslice.Kernel.Clients;

/// <summary>
/// Partly open: users come whatever became of others, each asks a number of times, thinks between, and leaves.
/// </summary>
/// <remarks>
/// B. Schroeder, A. Wierman and M. Harchol-Balter, "Open versus closed: a cautionary tale", NSDI 2006.
/// </remarks>
/// <param name="rate">How many users are expected per second, such as <c>50/s</c>; it may vary.</param>
/// <param name="requests">How often each asks, such as <c>{geometric: 5}</c>; at least once.</param>
/// <param name="think">
/// From the end of a request to the next one of the user; nothing when left out, but who fails in
/// no time, as where nobody listens, asks again after 1ms.
/// </param>
/// <param name="arrivals">How users are spaced: <c>poisson</c> when left out.</param>
public sealed class Sessions(
    Intensity rate, RandomCount requests, RandomDuration? think = null, Arrivals? arrivals = null) : Load
{
    const int NextUser = -1;

    readonly Arrivals arrivals = arrivals ?? new Poisson();
    RandomStream random, lengths;
    Course course;

    // Those who are there; the places of those who left are taken again.
    Session[] all = new Session[16];
    int used, free = -1, came;

    /// <summary>Users that have come, and those of them who are there.</summary>
    public int Came => came;
    public int Present { get; private set; }

    internal override bool HasUsers => true;

    private protected override void Begin()
    {
        (random, course) = (new(RandomStream.Key(Client.Key, "arrivals")), rate.Begin(Client.Key));
        lengths = new(RandomStream.Key(Client.Key, "sessions"));
        Next();
    }

    internal override void Over(int user, bool inVain)
    {
        ref var session = ref all[user];
        if (session.Left > 0)
            Appoint(Pause(think?.Draw(ref session.Habits.Thinking) ?? Duration.Zero, inVain), user);
        else Leave(user);
    }

    private protected override void Due(int what)
    {
        var user = what;
        if (what == NextUser)
        {
            user = Come();
            Next();
        }
        all[user].Left--;
        if (!Client.Ask(user, ref all[user].Habits)) Leave(user);
    }

    void Next()
    {
        rate.Advance(ref course, arrivals.Step(ref random));
        TryAppoint(course.At ?? long.MaxValue, NextUser);
    }

    int Come()
    {
        var user = free;
        if (user >= 0) free = all[user].NextFree;
        else
        {
            if (used == all.Length) Array.Resize(ref all, 2 * used);
            user = used++;
        }
        all[user] = new()
        {
            Habits = new(RandomStream.Key(Client.Key, came++)), Left = Math.Max(1, requests.Draw(ref lengths)),
        };
        Present++;
        return user;
    }

    void Leave(int user)
    {
        Client.Leaves(user);
        all[user].NextFree = free;
        free = user;
        Present--;
    }

    struct Session
    {
        public Habits Habits;
        public long Left;
        public int NextFree;
    }
}
