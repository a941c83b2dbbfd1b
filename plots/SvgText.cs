using System.Globalization;
using System.Text;

namespace Timeslice.Plots;

/// <summary>Finishes an SVG document so that it looks the same where the bundled font is not installed.</summary>
static class SvgText
{
    /// <summary>
    /// Text stays text: it can be searched, read aloud and edited, and the file stays small. Where DejaVu Sans is missing,
    /// Verdana (on Windows and macOS) takes its place: both descend from the same design and have nearly the same widths.
    /// The view box lets a page scale the picture.
    /// </summary>
    public static byte[] ForReaders(byte[] svg, float width, float height)
    {
        var box = string.Create(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {width} {height}\" ");
        var text = new StringBuilder(Encoding.UTF8.GetString(svg))
            .Replace("font-family=\"DejaVu Sans\"", "font-family=\"DejaVu Sans, Verdana, sans-serif\"");
        var start = text.ToString(0, Math.Min(text.Length, 400)).IndexOf("<svg ", StringComparison.Ordinal);
        text.Remove(start, "<svg ".Length).Insert(start, box);
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
