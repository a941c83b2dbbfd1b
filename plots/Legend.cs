using ScottPlot;
using SkiaSharp;

namespace Timeslice.Plots;

/// <summary>A legend: entries in rows from left to right, outside the data.</summary>
sealed class Legend
{
    const int MaxRows = 4;
    readonly List<(LegendEntry Entry, string Label, float X, int Row)> places = [];
    readonly Style style;
    readonly int leftOut;
    readonly int rows;

    public Legend(IReadOnlyList<LegendEntry> entries, float width, Style style)
    {
        this.style = style;
        var (x, row) = (0f, 0);
        foreach (var entry in entries)
        {
            var room = Math.Min(width - Indent(entry), style.TextSize * 26);
            var label = Wording.Fit(Wording.Clean(entry.Label), room, style.TextSize);
            var wide = Indent(entry) + Pen.Width(label, style.TextSize);
            if (x > 0 && x + wide > width) (x, row) = (0, row + 1);
            if (row == MaxRows) break;
            places.Add((entry, label, x, row));
            x += wide + style.TextSize * 1.6f;
        }
        leftOut = entries.Count - places.Count;
        rows = places.Count == 0 ? 0 : places[^1].Row + 1 + (leftOut > 0 ? 1 : 0);
    }

    float RowHeight => style.TextSize * 1.55f;
    public float Height => rows * RowHeight;

    public void Draw(Pen pen, SKRect area)
    {
        foreach (var (entry, label, x, row) in places)
        {
            var middle = area.Top + (row + 0.5f) * RowHeight;
            if (entry.Series is { } index) Line(pen, new(index), area.Left + x, middle);
            else if (entry.Ink is { } ink) Swatch(pen, ink, area.Left + x, middle);
            var words = entry.Ink is null ? Palette.SmallText : Palette.Text;
            pen.WriteMiddle(label, area.Left + x + Indent(entry), middle, style.TextSize, words);
        }
        if (leftOut == 0) return;
        pen.WriteMiddle($"+ {leftOut} more", area.Left, area.Top + (rows - 0.5f) * RowHeight, style.TextSize,
            Palette.SmallText);
    }

    float Indent(LegendEntry entry) => style.TextSize * (entry.Ink is null ? 0 : entry.Series is null ? 1.35f : 2.6f);

    void Swatch(Pen pen, Ink ink, float x, float middle)
    {
        var side = MathF.Round(style.TextSize * 0.9f);
        var top = MathF.Round(middle - side / 2);
        pen.Fill(x, top, x + side, top + side, ink);
        if (ink.Luminance > 0.8) Outline(pen, x, top, side);
    }

    static void Outline(Pen pen, float x, float top, float side)
    {
        using var paint = new SKPaint { Color = Palette.Axis.Skia, IsStroke = true, StrokeWidth = 1 };
        pen.Canvas.DrawRect(x + 0.5f, top + 0.5f, side - 1, side - 1, paint);
    }

    void Line(Pen pen, SeriesLook look, float x, float middle)
    {
        var length = style.TextSize * 2.1f;
        pen.Line(x, middle, x + length, middle, look.Ink, 2.5f);
        using var paint = Paint.NewDisposablePaint();
        look.MarkerStyle(style.TextSize * 0.6f).Render(pen.Canvas, new Pixel(x + length / 2, middle), paint);
    }
}
