using SkiaSharp;

namespace Timeslice.Plots;

/// <summary>
/// The chart proper, inside its frame. Draws from its data alone and keeps nothing: it may be drawn on two threads.
/// </summary>
interface IContent
{
    /// <summary>Draws within the area, axes included. Lengths are in units of the style.</summary>
    void Draw(Pen pen, SKRect area, Style style);
}
