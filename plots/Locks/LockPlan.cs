namespace Timeslice.Plots.Locks;

/// <summary>Shares the height out among the lanes of locks: rows of holders, and thinner ones of waiters.</summary>
sealed class LockPlan
{
    const float HolderWeight = 1.7f, LeastRow = 5, MostRow = 36, MostSpareRows = 2;
    const int LeastWaiters = 4;
    readonly Style style;
    readonly float spare;

    public LockPlan(IReadOnlyList<LockScene> scenes, float height, Style style)
    {
        this.style = style;
        (Scenes, WaiterRows) = (scenes, Experiments.LockSegment.MostNamed);
        while (Unit(height) < LeastRow)
            if (WaiterRows > LeastWaiters) WaiterRows--;
            else if (Scenes.Count > 1) Scenes = [.. Scenes.SkipLast(1)];
            else break;
        Row = Math.Clamp(MathF.Floor(Unit(height)), 1, MostRow);
        // The axis is at the bottom, however few the rows: lanes are a little higher, and the further apart.
        Gap = style.TextSize;
        var left = (height - Scenes.Sum(HeightOf) - Gap * (Scenes.Count - 1)) / Scenes.Count;
        spare = Math.Clamp(left, 0, MostSpareRows * Row);
        Gap += Math.Max(0, left - spare);
    }

    /// <summary>The locks that have room.</summary>
    public IReadOnlyList<LockScene> Scenes { get; private set; }

    /// <summary>The most rows of waiters that a lock has.</summary>
    public int WaiterRows { get; private set; }

    /// <summary>The height of a waiter's row.</summary>
    public float Row { get; }

    public float HolderRow => MathF.Round(Math.Clamp(Row * HolderWeight, 1, style.TextSize * 1.9f));

    /// <summary>Between lanes.</summary>
    public float Gap { get; }

    /// <summary>Between the holders of a lane and its line.</summary>
    public float Step => style.TextSize * 0.3f;

    public int WaitersOf(LockScene scene) => Math.Min(WaiterRows, scene.MostWaiting);

    /// <summary>A lane is as high as the words beside it at least.</summary>
    public float HeightOf(LockScene scene) => spare + Math.Max(Least, StepOf(scene)
        + scene.HolderRows * HolderRow + WaitersOf(scene) * Row);

    float Least => style.TextSize * 2.5f;
    float StepOf(LockScene scene) => scene.HolderRows > 0 && scene.MostWaiting > 0 ? Step : 0;

    float Unit(float height)
    {
        var room = height - style.TextSize * (Scenes.Count - 1) - Scenes.Sum(StepOf);
        return room / Scenes.Sum(scene =>
            Math.Max(Least / MostRow, scene.HolderRows * HolderWeight + WaitersOf(scene)));
    }
}
