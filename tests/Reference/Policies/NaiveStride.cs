namespace Timeslice.Tests.Reference;

/// Stride scheduling: CPU time moves a thread on, the slower the greater its weight; the last in the race goes first.
/// <remarks>
/// Who leaves the race remembers by how much it was ahead of the front, and joins again as far ahead of where the front
/// is when the next choice is made. The front is the last of those in the race, and never goes back.
/// </remarks>
sealed class NaiveStride(int quantum) : NaivePolicy
{
    Int128 front;

    public override bool HasSlices => true;

    public override void Ran(NaiveThread thread, int time)
    {
        thread.Pass += ((Int128)time << 30) / thread.Claims.Weight;
        var last = Ready.Where(t => t.IsInRace).Select(t => t.Pass).Append(thread.Pass).Min();
        front = Int128.Max(front, last);
    }

    public override void Left(NaiveThread thread)
    {
        if (thread.IsInRace) thread.Pass = Int128.Max(0, thread.Pass - front);
        thread.IsInRace = false;
    }

    protected override void Arrive(NaiveThread thread, How how)
    {
        if (how == How.Born) (thread.Pass, thread.IsInRace) = (0, false);
        if (thread.IsInRace) Refresh();
    }

    protected override void Refresh()
    {
        // Those who join stand behind their equals who are in the race.
        var joining = Ready.Where(t => !t.IsInRace).ToList();
        foreach (var thread in joining)
        {
            (thread.Pass, thread.IsInRace) = (thread.Pass + front, true);
            Ready.Remove(thread);
            Ready.Add(thread);
        }
    }

    protected override bool IsBefore(NaiveThread one, NaiveThread other) => one.Pass < other.Pass;
    protected override int Rest(NaiveThread thread, int ran) => RestOf(quantum, ran);
}
