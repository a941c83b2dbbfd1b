using ScottPlot;
using SkiaSharp;

namespace Timeslice.Plots;

/// <summary>
/// The bundled typeface: DejaVu Sans, regular and bold, the same on every machine, fonts installed or not.
/// </summary>
static class Lettering
{
    /// <summary>The name under which ScottPlot finds the bundled faces; no installed font bears it.</summary>
    const string Family = "Timeslice DejaVu Sans";

    static readonly Lazy<Faces> Bundled = new(() =>
    {
        var faces = new Faces(Load("DejaVuSans.ttf"), Load("DejaVuSans-Bold.ttf"));
        Fonts.FontResolvers.Insert(0, faces);
        return faces;
    });

    /// <summary>The family for ScottPlot's labels. Reading it makes sure that ScottPlot can resolve it.</summary>
    public static string FamilyName => Bundled.Value is null ? "" : Family;

    public static SKFont Font(float size, bool bold = false) =>
        new(bold ? Bundled.Value.Bold : Bundled.Value.Regular, size)
    {
        // Without hinting and on subpixel positions, text has the same shape at every scale.
        Hinting = SKFontHinting.None,
        Subpixel = true,
        Edging = SKFontEdging.Antialias,
    };

    /// <summary>How many characters of a text the bundled face cannot draw (they appear as boxes).</summary>
    public static int CountMissingGlyphs(string text) =>
        text.EnumerateRunes().Count(rune => !Bundled.Value.Regular.ContainsGlyph(rune.Value));

    static SKTypeface Load(string name)
    {
        using var stream = typeof(Lettering).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The font {name} is missing from this assembly.");
        return SKTypeface.FromStream(stream);
    }

    sealed record Faces(SKTypeface Regular, SKTypeface Bold) : IFontResolver
    {
        public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
            fontName != Family ? null : weight >= FontWeight.SemiBold ? Bold : Regular;

        public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) =>
            fontName != Family ? null : bold ? Bold : Regular;
    }
}
