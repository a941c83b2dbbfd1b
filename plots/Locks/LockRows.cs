using SkiaSharp;
using Timeslice.Experiments;
using Timeslice.Plots.Lanes;

namespace Timeslice.Plots.Locks;

/// <summary>Draws a lock's lane: its holders as bars with names and what they do, below them those that wait.</summary>
sealed class LockRows(Timeline run, Cast cast, Ruler ruler, LockPlan plan, Style style)
{
    static readonly Ink[] Inks =
        [.. Enumerable.Range(0, Palette.IdentityCount).Select(Palette.Identity), Palette.ManyHolders];

    float Edge => MathF.Max(3, MathF.Round(style.TextSize * 0.28f));

    public void Draw(Pen pen, LockScene scene, float left, float top)
    {
        pen.Fill(left, top, left + ruler.Width, top + plan.HeightOf(scene), Palette.Nothing);
        var y = top;
        foreach (var row in scene.Holders())
        {
            Bars(pen, row, left, y, plan.HolderRow - 1, scene.Lane);
            Doing(pen, row, left, y + plan.HolderRow - 1 - Edge);
            y += plan.HolderRow;
        }
        if (y > top) y = MathF.Round(y + plan.Step);
        var gap = plan.Row >= 4 ? 1 : 0;
        foreach (var row in scene.Waiters(plan.WaiterRows))
        {
            Bars(pen, LockScene.Whole(row), left, y, plan.Row - gap, scene.Lane);
            var edge = MathF.Max(2, MathF.Min(Edge, MathF.Round(plan.Row * 0.4f)));
            var spins = row.Where(stay => stay.Spins).Select(stay => Piece(stay, 0)).ToList();
            if (spins.Count > 0)
                new Strip(spins, [Palette.Spinning], ruler.Width).Draw(pen, left, y + plan.Row - gap - edge, edge);
            y += plan.Row;
        }
    }

    void Bars(Pen pen, List<Stay> row, float left, float top, float height, LockLane held)
    {
        new Strip(row.Select(stay => Piece(stay, InkOf(stay))), Inks, ruler.Width).Draw(pen, left, top, height);
        var size = Math.Min(style.SmallSize, (height - 2) * 0.85f);
        for (var i = 0; i < row.Count; i++)
        {
            var piece = Piece(row[i], 0);
            var width = piece.Right - piece.Left;
            if (i > 0 && row[i - 1].To == row[i].From && width >= 4)
                pen.Notch(left + MathF.Round(piece.Left), top, height);
            if (size < style.SmallSize * 0.62f) continue;
            var label = Label(row[i], held, width - size * 0.5f, size);
            var middle = left + (piece.Left + piece.Right) / 2;
            pen.WriteMiddle(label, middle, top + height / 2 - (height > 14 ? 1 : 0), size, Palette.Text,
                align: SKTextAlign.Center);
        }
    }

    /// <summary>Why it takes so long: whether the holder runs, waits for a CPU, sleeps or is blocked itself.</summary>
    void Doing(Pen pen, List<Stay> row, float left, float top)
    {
        var pieces = row.Where(stay => stay.Thread >= 0).SelectMany(stay =>
            ThreadLanes.Segments(run.Threads[stay.Thread], new(stay.From, stay.To)).Select(doing => new Piece(
                ruler.At(Math.Max(doing.From, stay.From)), ruler.At(Math.Min(doing.To, stay.To)),
                ThreadLanes.LookOf(doing))));
        new Strip(pieces, ThreadLanes.AllInks, ruler.Width).Draw(pen, left, top, Edge);
    }

    string Label(Stay stay, LockLane held, float width, float size) => stay.Thread >= 0
        ? cast.Label(stay.Thread, width, size)
        : stay.Count > 1 || held.Permits > 1 ? LockStrips.Counted(stay.Count, held.Permits, width, size) : "";

    int InkOf(Stay stay) => stay.Thread >= 0 ? cast.Identity(stay.Thread) : Palette.IdentityCount;
    Piece Piece(Stay stay, int ink) => new(ruler.At(stay.From), ruler.At(stay.To), ink);
}
