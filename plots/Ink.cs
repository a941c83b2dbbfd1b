using ScottPlot;
using SkiaSharp;

namespace Timeslice.Plots;

/// <summary>An opaque colour of a picture: red, green, blue.</summary>
public readonly record struct Ink(byte R, byte G, byte B)
{
    /// <summary>The ink of a hexadecimal number: <c>new(0x0072B2)</c>.</summary>
    public Ink(int rgb) : this((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb) { }

    /// <summary>Luminance relative to white, 0 … 1, as WCAG 2.1 defines it.</summary>
    public double Luminance => 0.2126 * Linear(R) + 0.7152 * Linear(G) + 0.0722 * Linear(B);

    internal SKColor Skia => new(R, G, B);
    internal Color Plot => new(R, G, B);

    /// <summary>This ink with a share (0 … 1) of its light taken away.</summary>
    internal Ink Darker(double share) =>
        new((byte)Math.Round(R * (1 - share)), (byte)Math.Round(G * (1 - share)), (byte)Math.Round(B * (1 - share)));

    /// <summary>As SVG, HTML and CSS write it: <c>#0072b2</c>.</summary>
    public override string ToString() => $"#{R:x2}{G:x2}{B:x2}";

    static double Linear(byte channel)
    {
        var c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
    }
}
