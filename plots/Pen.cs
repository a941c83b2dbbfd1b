using SkiaSharp;

namespace Timeslice.Plots;

/// <summary>Draws text and shapes on a canvas, in the bundled typeface and the palette's inks.</summary>
sealed class Pen(SKCanvas canvas)
{
    public SKCanvas Canvas => canvas;

    public static float Width(string text, float size, bool bold = false)
    {
        using var font = Lettering.Font(size, bold);
        return font.MeasureText(text);
    }

    /// <summary>Writes one line whose left end (or centre, or right end) and baseline are given.</summary>
    public void Write(
        string text, float x, float baseline, float size, Ink ink, bool bold = false,
        SKTextAlign align = SKTextAlign.Left)
    {
        if (text.Length == 0) return;
        using var font = Lettering.Font(size, bold);
        using var paint = new SKPaint { Color = ink.Skia, IsAntialias = true };
        canvas.DrawText(text, x, baseline, align, font, paint);
    }

    /// <summary>
    /// Writes one line, centred in height on <paramref name="middle"/>: capitals have as much above as below.
    /// </summary>
    public void WriteMiddle(
        string text, float x, float middle, float size, Ink ink, bool bold = false,
        SKTextAlign align = SKTextAlign.Left) =>
        Write(text, x, middle + size * 0.36f, size, ink, bold, align);

    /// <summary>Fills a rectangle with sharp edges: neighbours meet without a seam.</summary>
    public void Fill(float left, float top, float right, float bottom, Ink ink)
    {
        using var paint = new SKPaint { Color = ink.Skia, IsAntialias = false };
        canvas.DrawRect(left, top, right - left, bottom - top, paint);
    }

    /// <summary>Cuts one unit of white between neighbours of one colour.</summary>
    public void Notch(float left, float top, float height) => Fill(left, top, left + 1, top + height, Palette.Paper);

    public void Fill(SKPath path, Ink ink)
    {
        using var paint = new SKPaint { Color = ink.Skia, IsAntialias = false };
        canvas.DrawPath(path, paint);
    }

    /// <summary>Draws an upright arrow with a point of a given height, outlined so that it stands out.</summary>
    public void Arrow(float x, float from, float to, float point, Ink ink)
    {
        var back = to - MathF.Sign(to - from) * point;
        Line(x, from, x, back, Palette.Paper, 3.4f);
        Line(x, from, x, back, ink, 1.4f);
        using var head = new SKPath();
        head.MoveTo(x, to);
        head.LineTo(x - point * 0.6f, back);
        head.LineTo(x + point * 0.6f, back);
        head.Close();
        using var paint = new SKPaint { Color = ink.Skia, IsAntialias = true };
        canvas.DrawPath(head, paint);
    }

    public void Line(float x0, float y0, float x1, float y1, Ink ink, float width)
    {
        using var paint = new SKPaint { Color = ink.Skia, IsAntialias = true, StrokeWidth = width, IsStroke = true };
        canvas.DrawLine(x0, y0, x1, y1, paint);
    }
}
