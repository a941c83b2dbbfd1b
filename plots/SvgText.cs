using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Timeslice.Plots;

/// <summary>
/// Finishes an SVG document: the same bytes every time, and the same look where the bundled font is not installed.
/// </summary>
static partial class SvgText
{
    /// <summary>
    /// Text stays text: it can be searched, read aloud and edited, and the file stays small. Where DejaVu Sans is
    /// missing,
    /// Verdana (on Windows and macOS) takes its place: both descend from the same design and have nearly the same
    /// widths.
    /// The view box lets a page scale the picture.
    /// </summary>
    public static byte[] ForReaders(byte[] svg, float width, float height)
    {
        var box = string.Create(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {width} {height}\" ");
        var text = Encoding.UTF8.GetString(svg);
        var root = text.IndexOf("<svg ", StringComparison.Ordinal);
        text = text[..root] + box + text[(root + "<svg ".Length)..];
        text = text.Replace("font-family=\"DejaVu Sans\"", "font-family=\"DejaVu Sans, Verdana, sans-serif\"");
        return Encoding.UTF8.GetBytes(Renumbered(text));
    }

    /// <summary>
    /// Skia numbers its clip paths through the life of the process; here they count from 1 in each document.
    /// </summary>
    static string Renumbered(string text)
    {
        var numbers = new Dictionary<string, int>();
        return ClipPath().Replace(text, clip =>
        {
            var id = clip.Groups["id"].Value;
            numbers.TryAdd(id, numbers.Count + 1);
            return $"{clip.Groups["before"].Value}clip{numbers[id]}{clip.Groups["end"].Value}\"";
        });
    }

    // Begins with a tag, so that nothing that people wrote can match: their < is escaped.
    [GeneratedRegex("(?<before><clipPath id=\"|<g clip-path=\"url\\(#)(?<id>cl_[0-9a-f]+)(?<end>\\)?)\"",
        RegexOptions.ExplicitCapture)]
    private static partial Regex ClipPath();
}
