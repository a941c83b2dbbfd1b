using SkiaSharp;

namespace Timeslice.Tests.Plots;

/// <summary>A rendered PNG, looked at pixel by pixel.</summary>
sealed class Pixels(byte[] png)
{
    readonly SKBitmap bitmap = SKBitmap.Decode(png);

    public int Width => bitmap.Width;
    public int Height => bitmap.Height;

    /// <summary>How many pixels of an area are dark enough to belong to letters.</summary>
    public int Ink(SKRect area)
    {
        var count = 0;
        for (var y = (int)area.Top; y < Math.Min(area.Bottom, Height); y++)
            for (var x = (int)area.Left; x < Math.Min(area.Right, Width); x++)
                if (bitmap.GetPixel(x, y) is var p && p.Red + p.Green + p.Blue < 3 * 150) count++;
        return count;
    }
}
