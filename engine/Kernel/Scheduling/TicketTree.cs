using Timeslice.Des;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.Scheduling;

/// <summary>Threads that hold tickets, of which one is drawn. All it does takes O(log n).</summary>
/// <remarks>
/// A complete binary tree in an array; each place knows how many tickets there are from it downwards. A thread stands
/// in one queue at a time, so the field that would link it to the next holds its place.
/// </remarks>
sealed class TicketTree
{
    record struct Holder(int Thread, long Tickets, long Sum);

    Holder[] places = new Holder[4];
    int count;

    public void Add(ThreadTable threads, int thread, long tickets)
    {
        if (count == places.Length) Array.Resize(ref places, count * 2);
        places[count] = default;
        Put(threads, count++, thread, tickets);
    }

    public void Remove(ThreadTable threads, int thread)
    {
        var place = threads[thread].Next;
        var last = places[--count];
        Change(count, -last.Tickets);
        if (place != count) Put(threads, place, last.Thread, last.Tickets);
    }

    /// <summary>Draws one of the tickets of those who may run on a CPU, and takes who holds it out; −1: none.</summary>
    public int Take(ThreadTable threads, int cpu, ref RandomStream random)
    {
        if (count == 0) return -1;
        var drawn = HolderOf(Below(places[0].Sum, ref random));
        if (!threads.MayRun(drawn, cpu)) drawn = AmongThoseWhoMay(threads, cpu, ref random);
        if (drawn >= 0) Remove(threads, drawn);
        return drawn;
    }

    // A whole number from 0, by inversion of one draw of 64 bits.
    static long Below(long end, ref RandomStream random) =>
        (long)Math.BigMul(random.NextBits(), (ulong)end, out _);

    // Each place: first those in its left branch, then those in its right one, then its own.
    int HolderOf(long ticket)
    {
        var place = 0;
        for (var branch = 1; branch < count;)
        {
            if (ticket < places[branch].Sum) (place, branch) = (branch, 2 * branch + 1);
            else
            {
                ticket -= places[branch].Sum;
                // The right one comes after the left one; it is the last.
                if (branch % 2 == 0) break;
                branch++;
            }
        }
        return places[place].Thread;
    }

    // Rare: most threads may run everywhere. A second draw among those who may leaves their chances as they should be.
    int AmongThoseWhoMay(ThreadTable threads, int cpu, ref RandomStream random)
    {
        var sum = 0L;
        for (var i = 0; i < count; i++)
            if (threads.MayRun(places[i].Thread, cpu)) sum += places[i].Tickets;
        if (sum == 0) return -1;
        var ticket = Below(sum, ref random);
        for (var i = 0; ; i++)
            if (threads.MayRun(places[i].Thread, cpu) && (ticket -= places[i].Tickets) < 0) return places[i].Thread;
    }

    void Put(ThreadTable threads, int place, int thread, long tickets)
    {
        Change(place, tickets - places[place].Tickets);
        (places[place].Thread, places[place].Tickets) = (thread, tickets);
        threads[thread].Next = place;
    }

    void Change(int place, long tickets)
    {
        for (; place > 0; place = (place - 1) / 2) places[place].Sum += tickets;
        places[0].Sum += tickets;
    }
}
