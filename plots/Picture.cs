using SkiaSharp;

namespace Timeslice.Plots;

/// <summary>
/// A chart ready to be rendered, any number of times and on any thread: the same picture gives the same bytes.
/// </summary>
public sealed class Picture
{
    const int MaxSide = 16_384;
    const long MaxPixels = 1 << 27;
    readonly IReadOnlyList<LegendEntry> legend;
    readonly IContent content;

    internal Picture(Caption caption, IReadOnlyList<LegendEntry> legend, IContent content) =>
        (Caption, this.legend, this.content) = (caption, legend, content);

    public Caption Caption { get; }

    /// <inheritdoc cref="RenderPng(Style)"/>
    public byte[] RenderPng(int width = 1600, int height = 900) =>
        RenderPng(Style.Screen with { Width = width, Height = height });

    /// <inheritdoc cref="RenderSvg(Style)"/>
    public byte[] RenderSvg(int width = 1600, int height = 900) =>
        RenderSvg(Style.Screen with { Width = width, Height = height });

    /// <summary>The picture in PNG: exactly as many pixels as the style asks for.</summary>
    /// <exception cref="ChartException">
    /// The size is below 1 or above 16 384 pixels, or above 2²⁷ pixels in all.
    /// </exception>
    public byte[] RenderPng(Style style)
    {
        Check(style);
        var format = new SKImageInfo(style.Width, style.Height, SKColorType.Rgba8888, SKAlphaType.Premul,
            SKColorSpace.CreateSrgb());
        using var surface = SKSurface.Create(format);
        surface.Canvas.Scale(style.Scale);
        Draw(surface.Canvas, style);
        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    /// <summary>The picture in SVG, UTF-8, measured in the style's units; text stays text.</summary>
    /// <inheritdoc cref="RenderPng(Style)" path="exception"/>
    public byte[] RenderSvg(Style style)
    {
        Check(style);
        var (width, height) = (style.Width / style.Scale, style.Height / style.Scale);
        using var stream = new MemoryStream();
        using (var canvas = SKSvgCanvas.Create(new SKRect(0, 0, width, height), stream)) Draw(canvas, style);
        return SvgText.ForReaders(stream.ToArray(), width, height);
    }

    /// <summary>Where title, chart, legend and small print come to lie.</summary>
    internal Frame LayOut(Style style) => new(Caption, legend, style);

    void Draw(SKCanvas canvas, Style style)
    {
        var pen = new Pen(canvas);
        var frame = LayOut(style);
        pen.Fill(0, 0, style.Width / style.Scale, style.Height / style.Scale, Palette.Paper);
        frame.Draw(pen);
        if (frame.Content is { Width: > 60, Height: > 60 }) content.Draw(pen, frame.Content, style);
    }

    static void Check(Style style)
    {
        if (style is { Width: < 1 or > MaxSide } or { Height: < 1 or > MaxSide }
            || (long)style.Width * style.Height > MaxPixels)
            throw new ChartException(
                $"A picture of {style.Width} × {style.Height} pixels was asked for; " +
                $"each side may have 1 to {MaxSide} pixels, and the picture {MaxPixels} in all.");
    }
}
