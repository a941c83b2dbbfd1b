using Timeslice.Des;

namespace Timeslice.Kernel.Clients;

/// <summary>The random numbers of one user: how long it thinks, and what it asks for.</summary>
struct Habits(ulong key)
{
    public RandomStream Thinking = new(RandomStream.Key(key, "think"));
    public RandomStream Asking = new(RandomStream.Key(key, "classes"));
}
