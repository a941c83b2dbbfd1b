using ScottPlot;
using ScottPlot.TickGenerators;
using SkiaSharp;

namespace Timeslice.Plots.Breakdown;

/// <summary>Draws where the time went: a bar of shares for each row, the lifetime at its right end.</summary>
sealed class BreakdownContent(LifeParts parts, IReadOnlyList<LifeRow> rows) : IContent
{
    const float MostBar = 60, LeastLabel = 9;

    public void Draw(Pen pen, SKRect area, Style style)
    {
        var axisHeight = style.TextSize * 3.2f;
        var heading = style.TextSize * 1.5f;
        var shown = Math.Clamp((int)((area.Height - axisHeight - heading) / (style.SmallSize * 1.1f)), 1, rows.Count);
        var pitch = (area.Height - axisHeight - heading) / shown;
        var height = MathF.Round(Math.Min(MostBar, pitch * 0.8f));
        var size = Math.Min(style.TextSize, pitch * 0.85f);
        var lives = rows.Select(row => TimeUnit.Text(row.Life)).ToArray();
        var right = Math.Max(lives.Max(life => Pen.Width(life, size)), Pen.Width("lifetime", style.SmallSize))
            + style.TextSize;
        var gutter = Math.Min(area.Width * 0.24f, rows.Take(shown).Max(row => Pen.Width(row.Name, size, bold: true))
            + style.TextSize * 1.4f);
        var bars = new SKRect(MathF.Round(area.Left + gutter), MathF.Round(area.Top + heading),
            MathF.Round(area.Right - right), MathF.Round(area.Top + heading + pitch * shown));

        using var plot = Sheet.New(style);
        plot.Axes.SetLimits(0, 100, 0, 1);
        plot.Axes.Left.IsVisible = false;
        plot.Axes.Bottom.TickGenerator = new NumericManual(
            [.. new[] { 0, 25, 50, 75, 100 }.Select(percent => Tick.Major(percent, $"{percent} %"))]);
        plot.Axes.Bottom.Label.Text = "share of lifetime";
        plot.Grid.IsVisible = false;
        plot.PlottableList.Add(new Drawn(100, (at, data) =>
        {
            for (var i = 0; i < shown; i++) Bar(at, rows[i], data, Top(data.Top, i), height, style);
        }));
        var outer = new SKRect(area.Left, bars.Top, area.Right, bars.Bottom + axisHeight);
        Sheet.Render(plot, pen, outer, new PixelPadding(gutter, outer.Right - bars.Right, axisHeight, 0));
        pen.Write("lifetime", area.Right, bars.Top - style.TextSize * 0.4f, style.SmallSize, Palette.SmallText,
            align: SKTextAlign.Right);
        for (var i = 0; i < shown; i++)
        {
            var middle = Top(bars.Top, i) + height / 2;
            // The sum of all, above the rest.
            var name = Wording.FitMiddle(rows[i].Name, gutter - style.TextSize, size);
            pen.WriteMiddle(name, bars.Left - style.TextSize * 0.6f, middle, size, Palette.Text,
                bold: i == 0 && rows.Count > 1, align: SKTextAlign.Right);
            pen.WriteMiddle(lives[i], area.Right, middle, size, Palette.SmallText, align: SKTextAlign.Right);
        }
        if (shown < rows.Count)
            pen.Write($"+ {rows.Count - shown} more", area.Left, area.Top + heading * 0.6f, style.SmallSize,
                Palette.SmallText);

        float Top(float first, int row) => MathF.Round(first + row * pitch + (pitch - height) / 2);
    }

    void Bar(Pen pen, LifeRow row, PixelRect data, float top, float height, Style style)
    {
        pen.Fill(data.Left, top, data.Right, top + height, Palette.Nothing);
        if (row.Life == 0) return;
        var (before, left) = (0L, data.Left);
        for (var part = 0; part < row.Times.Length; part++)
        {
            if (row.Times[part] == 0) continue;
            before += row.Times[part];
            var right = MathF.Round(data.Left + data.Width * (float)((double)before / row.Life));
            var ink = parts.Legend[part].Ink!.Value;
            pen.Fill(left, top, right, top + height, ink);
            if (right - left > 4 && left > data.Left) pen.Notch(left, top, height);
            Label(pen, part, (double)row.Times[part] / row.Life, ink, left, right, top + height / 2,
                Math.Min(style.SmallSize, height * 0.75f));
            left = right;
        }
    }

    void Label(Pen pen, int part, double share, Ink ink, float left, float right, float middle, float size)
    {
        if (size < LeastLabel) return;
        var percent = $"{Numbers.Significant(100 * share, 2)} %";
        foreach (var text in (ReadOnlySpan<string>)[
            parts.IsLock(part) ? $"{Wording.Clean(parts.Legend[part].Label)} {percent}" : percent, percent])
        {
            if (Pen.Width(text, size) > right - left - size * 0.6f) continue;
            pen.WriteMiddle(text, (left + right) / 2, middle, size,
                ink.Luminance < 0.24 ? Palette.Paper : Palette.Text, align: SKTextAlign.Center);
            return;
        }
    }
}
