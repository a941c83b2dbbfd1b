namespace Timeslice.Plots;

/// <summary>
/// How large a picture and its type are. All lengths inside are in units of <see cref="Scale"/> pixels.
/// </summary>
/// <param name="Width">Pixels, 1 to 16 384.</param>
/// <param name="Height">Pixels, 1 to 16 384.</param>
/// <param name="Scale">Pixels per unit of length: type, strokes and gaps grow with it.</param>
/// <param name="TitleSize">Height of the title's type, in units.</param>
/// <param name="TextSize">Height of labels, legend and subtitle, in units.</param>
/// <param name="SmallSize">Height of the smallest type, in units.</param>
/// <param name="Margin">White space around everything, in units.</param>
/// <param name="ShowsCaption">Whether title, subtitle and small print are drawn.</param>
public sealed record Style(
    int Width,
    int Height,
    float Scale = 1,
    float TitleSize = 27,
    float TextSize = 16,
    float SmallSize = 14,
    float Margin = 26,
    bool ShowsCaption = true)
{
    /// <summary>For screens and slides: 1600 × 900.</summary>
    public static readonly Style Screen = new(1600, 900);

    /// <summary>
    /// For a column of a paper: 85 × 72 mm at 600 dots per inch, type of 6 to 7 points. Title and small print are
    /// left out:
    /// a paper has its own captions.
    /// </summary>
    public static readonly Style Paper =
        new(2008, 1700, 4, TextSize: 14, SmallSize: 12.5f, Margin: 6, ShowsCaption: false);

    /// <summary>The names by which people choose a style.</summary>
    public static IReadOnlyList<string> Names => ["screen", "paper"];

    /// <summary>The style of a name, or null when there is none.</summary>
    public static Style? Named(string name) => name switch { "screen" => Screen, "paper" => Paper, _ => null };
}
