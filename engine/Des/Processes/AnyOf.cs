namespace Timeslice.Des;

/// <summary>Happens when the first of its parts happens, and comes with that part.</summary>
/// <remarks>
/// <para>It fails when the first to happen fails. Of parts that had happened before anybody looked,
/// the first in order of the list counts.</para>
/// <para>It waits for its parts only while it is awaited itself. The others are left in peace when one has happened:
/// they go on being what they are, except that a <see cref="Timeout"/> that nobody else awaits stops.</para>
/// </remarks>
public sealed class AnyOf : Occurrence<Occurrence>
{
    readonly PartWaiter[] parts;

    internal AnyOf(Simulation simulation, ReadOnlySpan<Occurrence> of) : base(simulation, "any of several")
    {
        if (of.IsEmpty) throw new ArgumentException("any of nothing never happens", nameof(of));
        parts = new PartWaiter[of.Length];
        for (var i = 0; i < parts.Length; i++) parts[i] = new(of[i], Take);
    }

    /// <summary>The part that happened first, or null so far.</summary>
    public Occurrence? First { get; private set; }

    private protected override Occurrence Outcome => First!;

    private protected override void Look()
    {
        foreach (var part in parts)
            if (part.Part.Happened)
            {
                Take(part.Part);
                return;
            }
    }

    private protected override void Awaited()
    {
        // A demand may be served the moment it is awaited; then the others are not asked for.
        foreach (var part in parts)
            if (First is null) part.Join();
    }

    private protected override void Deserted()
    {
        foreach (var part in parts) part.Leave();
    }

    void Take(Occurrence part)
    {
        if (First is not null) return;
        First = part;
        // First who waits for the whole: to leave the other parts may interrupt it, and what it was given it keeps.
        Happen(part.Heed());
        Deserted();
    }
}
