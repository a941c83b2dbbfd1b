using SkiaSharp;
using Timeslice.Experiments;

namespace Timeslice.Plots.Lanes;

/// <summary>Draws a lock's lane: its holder as a bar with a name, below it one thin bar for each waiter.</summary>
sealed class LockStrips(Cast cast, Ruler ruler, Style style)
{
    const float HolderShare = 0.46f;

    static readonly Ink[] Inks =
        [.. Enumerable.Range(0, Palette.IdentityCount).Select(Palette.Identity), Palette.ManyHolders];

    public void Draw(Pen pen, LockLane held, float left, float top, float height)
    {
        pen.Fill(left, top, left + ruler.Width, top + height, Palette.Nothing);
        var segments = Segments(held, ruler.Window).ToArray();
        var bar = held.Permits == 0 ? 0 : MathF.Round(height * HolderShare);
        if (bar > 0) DrawHolders(pen, held, Holdings(segments), left, top, bar++);
        DrawWaiters(pen, segments, left, top + bar, height - bar);
    }

    public static int MostWaiters(LockLane held, TimeWindow window) =>
        Segments(held, window).Select(s => s.Waiters).DefaultIfEmpty().Max();

    public static IEnumerable<LockSegment> Segments(LockLane held, TimeWindow window)
    {
        for (var i = Ruler.First(held.Segments, s => s.To, window.From); i < held.Segments.Count; i++)
        {
            if (held.Segments[i].From >= window.To) yield break;
            yield return held.Segments[i];
        }
    }

    /// <summary>Stretches with the same holders, whoever waits.</summary>
    static List<LockSegment> Holdings(LockSegment[] segments)
    {
        var holdings = new List<LockSegment>();
        foreach (var segment in segments.Where(s => s.Holders > 0))
            if (holdings.Count > 0 && holdings[^1] is var last && last.To == segment.From
                && last.Holder == segment.Holder && last.Holders == segment.Holders)
                holdings[^1] = last with { To = segment.To };
            else holdings.Add(segment);
        return holdings;
    }

    void DrawHolders(Pen pen, LockLane held, List<LockSegment> holdings, float left, float top, float height)
    {
        new Strip(holdings.Select(Piece), Inks, ruler.Width).Draw(pen, left, top, height);
        var size = Math.Min(style.SmallSize, height * 0.9f);
        for (var i = 0; i < holdings.Count; i++)
        {
            var piece = Piece(holdings[i]);
            var width = piece.Right - piece.Left;
            if (i > 0 && holdings[i - 1].To == holdings[i].From && width >= 4)
                pen.Notch(left + MathF.Round(piece.Left), top, height);
            if (size < style.SmallSize * 0.9f) continue;
            var label = Label(held, holdings[i], width - size * 0.5f, size);
            var middle = left + (piece.Left + piece.Right) / 2;
            pen.WriteMiddle(label, middle, top + height / 2, size, Palette.Text, align: SKTextAlign.Center);
        }
    }

    string Label(LockLane held, LockSegment holding, float width, float size) => holding.Holder >= 0
        ? cast.Label(holding.Holder, width, size) : Counted(holding.Holders, held.Permits, width, size);

    /// <summary>As much as fits of how many hold it.</summary>
    public static string Counted(int holders, int permits, float width, float size)
    {
        // A lock for readers has permits without end.
        var counts = permits is > 1 and < 1000
            ? (ReadOnlySpan<string>)[$"{holders} of {permits}", $"{holders}"]
            : [$"{holders} holders", $"{holders}"];
        foreach (var text in counts)
            if (Pen.Width(text, size) <= width) return text;
        return "";
    }

    /// <summary>
    /// Steps as high as there are waiters (their mean in each unit of width), cut into one thin bar each. Those that
    /// spin come last.
    /// </summary>
    void DrawWaiters(Pen pen, LockSegment[] segments, float left, float top, float height)
    {
        var most = segments.Select(s => s.Waiters).DefaultIfEmpty().Max();
        if (most == 0) return;
        // Few waiters are thin bars too: the scale never has fewer than four.
        var step = height / Math.Max(4, most);
        if (segments.Any(s => s.Spinning > 0))
            DrawSteps(pen, segments, s => s.Waiters, Palette.Spinning, step, left, top);
        DrawSteps(pen, segments, s => s.Waiters - s.Spinning, Palette.BlockedOnLock, step, left, top);
        if (step < 3) return;
        for (var i = 1; i < most; i++)
            pen.Line(left, top + i * step, left + ruler.Width, top + i * step, Palette.Nothing, 1);
    }

    void DrawSteps(
        Pen pen, LockSegment[] segments, Func<LockSegment, int> count, Ink ink, float step, float left, float top)
    {
        var columns = new float[(int)MathF.Ceiling(ruler.Width)];
        foreach (var segment in segments.Where(s => count(s) > 0))
        {
            var (from, to) = (ruler.At(segment.From), ruler.At(segment.To));
            for (var x = (int)from; x < to && x < columns.Length; x++)
                columns[x] += count(segment) * (Math.Min(to, x + 1) - Math.Max(from, x));
        }
        using var path = new SKPath();
        path.MoveTo(left, top);
        for (var x = 0; x < columns.Length; x++)
        {
            if (x > 0 && columns[x] == columns[x - 1]) continue;
            if (x > 0) path.LineTo(left + x, top + columns[x - 1] * step);
            path.LineTo(left + x, top + columns[x] * step);
        }
        path.LineTo(left + ruler.Width, top + columns[^1] * step);
        path.LineTo(left + ruler.Width, top);
        path.Close();
        pen.Fill(path, ink);
    }

    Piece Piece(LockSegment s) =>
        new(ruler.At(s.From), ruler.At(s.To), s.Holder >= 0 ? cast.Identity(s.Holder) : Palette.IdentityCount);
}
