using SkiaSharp;

namespace Timeslice.Plots;

/// <summary>Draws the CPU shares of several machines, a panel for each, with axes alike.</summary>
sealed class UtilizationOfMachines(IReadOnlyList<(string Heading, CpuShares Shares)> machines) : IContent
{
    // One below the other while they can be read, then side by side as well.
    const int MostInColumn = 3;

    public void Draw(Pen pen, SKRect area, Style style)
    {
        var columns = (int)Math.Ceiling(Math.Sqrt((double)machines.Count / MostInColumn));
        var rows = (machines.Count + columns - 1) / columns;
        var (width, height) = (area.Width / columns, area.Height / rows);
        for (var i = 0; i < machines.Count; i++)
        {
            var (left, top) = (area.Left + i % columns * width, area.Top + i / columns * height);
            pen.Write(Wording.Clean(machines[i].Heading), left + style.TextSize * 0.3f, top + style.TextSize * 1.1f,
                style.TextSize, Palette.Text, bold: true);
            var below = new SKRect(left, top + style.TextSize * 1.6f, left + width, top + height);
            new UtilizationContent(machines[i].Shares).Draw(pen, below, style);
        }
    }
}
