namespace Timeslice.Des;

/// <summary>Happens when the last of its parts has happened; of no parts, at once. Fails when one fails.</summary>
/// <remarks>
/// It waits for its parts only while it is awaited itself, and leaves them in peace when one has failed.
/// </remarks>
public sealed class AllOf : Occurrence
{
    readonly PartWaiter[] parts;
    int missing;

    internal AllOf(Simulation simulation, ReadOnlySpan<Occurrence> of) : base(simulation, "all of several")
    {
        parts = new PartWaiter[of.Length];
        for (var i = 0; i < parts.Length; i++) parts[i] = new(of[i], Take);
    }

    private protected override void Look()
    {
        missing = 0;
        foreach (var part in parts)
        {
            if (!part.Part.Happened) missing++;
            else if (part.Part.Error is not null)
            {
                Fail(part.Part);
                return;
            }
        }
        if (missing == 0) Happen(null);
    }

    private protected override void Awaited()
    {
        foreach (var part in parts) part.Join();
    }

    private protected override void Deserted()
    {
        foreach (var part in parts) part.Leave();
    }

    void Take(Occurrence part)
    {
        missing--;
        if (part.Error is not null) Fail(part);
        else if (missing == 0) Happen(null);
    }

    void Fail(Occurrence part)
    {
        Happen(part.Heed());
        Deserted();
    }
}
