namespace Timeslice.Tests.Reference;

/// What a thread may claim from a policy: its rank, its share, its times, and the CPUs on which it may run as a bit
/// mask. 0 leaves tickets, times and mask out.
sealed record Claims(
    int Priority = 0, int Nice = 0, int Tickets = 0, int Affinity = 0, int Period = 0, int Deadline = 0)
{
    // sched_prio_to_weight of Linux, from nice -20 to 19.
    static readonly int[] weights =
    [
        88761, 71755, 56483, 46273, 36291, 29154, 23254, 18705, 14949, 11916, 9548, 7620, 6100, 4904, 3906, 3121, 2501,
        1991, 1586, 1277, 1024, 820, 655, 526, 423, 335, 272, 215, 172, 137, 110, 87, 70, 56, 45, 36, 29, 23, 18, 15,
    ];

    public int Weight => Tickets > 0 ? Tickets : weights[Nice + 20];

    public bool Permits(int cpu) => Affinity == 0 || (Affinity >> cpu & 1) == 1;

    /// As C#, to be pasted into a test.
    public override string ToString() => $"new({Priority}, {Nice}, {Tickets}, {Affinity}, {Period}, {Deadline})";
}
