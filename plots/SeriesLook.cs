using ScottPlot;

namespace Timeslice.Plots;

/// <summary>
/// How a compared series looks everywhere: ink and marker, so that it can be told apart without colour too. Eight
/// inks and seven
/// markers make 56 looks. No dashes: Skia's SVG canvas cannot draw them, and says so on the error stream.
/// </summary>
/// <param name="Index">The place of the series in the order of the file.</param>
readonly record struct SeriesLook(int Index)
{
    static readonly MarkerShape[] Shapes =
    [
        MarkerShape.FilledCircle, MarkerShape.FilledSquare, MarkerShape.FilledTriangleUp, MarkerShape.FilledDiamond,
        MarkerShape.FilledTriangleDown, MarkerShape.OpenCircle, MarkerShape.OpenSquare,
    ];

    public Ink Ink => Palette.Series(Index);
    public MarkerShape Marker => Shapes[Index % Shapes.Length];

    public MarkerStyle MarkerStyle(float size) =>
        new(Marker, size, Ink.Plot) { LineWidth = 2, LineColor = Ink.Plot, OutlineColor = Ink.Plot };
}
