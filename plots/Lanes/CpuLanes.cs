using SkiaSharp;
using Timeslice.Experiments;

namespace Timeslice.Plots.Lanes;

/// <summary>
/// Draws a CPU's lane: who runs, in the colour of its process or thread, with switches as thin dark gaps.
/// </summary>
sealed class CpuLanes(Cast cast, Ruler ruler, Style style)
{
    static readonly Ink[] Inks =
        [.. Enumerable.Range(0, Palette.IdentityCount).Select(Palette.Identity), Palette.Switching];

    public void Draw(Pen pen, CpuLane cpu, float left, float top, float height)
    {
        pen.Fill(left, top, left + ruler.Width, top + height, Palette.Idle);
        var turns = Occupancy.Of(cpu, ruler.Window.From).TakeWhile(o => o.From < ruler.Window.To).ToArray();
        // Among short turns a switch, drawn one unit wide, would seem to take half the time.
        new Strip(turns.Select(Piece), Inks, ruler.Width, mostInColumn: 3).Draw(pen, left, top, height);
        var size = Math.Min(style.TextSize, height * 0.8f);
        for (var i = 0; i < turns.Length; i++)
        {
            if (turns[i].Switching) continue;
            var piece = Piece(turns[i]);
            // Neighbours without a switch between them may share a colour.
            if (i > 0 && !turns[i - 1].Switching && turns[i - 1].To == turns[i].From && piece.Right - piece.Left >= 4)
                pen.Notch(left + MathF.Round(piece.Left), top, height);
            var label = cast.Label(turns[i].Thread, piece.Right - piece.Left - size * 0.5f, size);
            var middle = left + (piece.Left + piece.Right) / 2;
            pen.WriteMiddle(label, middle, top + height / 2, size, Palette.Text, align: SKTextAlign.Center);
        }
    }

    Piece Piece(Occupancy o) =>
        new(ruler.At(o.From), ruler.At(o.To), o.Switching ? Palette.IdentityCount : cast.Identity(o.Thread));
}
