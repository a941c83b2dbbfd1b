using ScottPlot;

namespace Timeslice.Plots;

/// <summary>How a compared series looks everywhere: ink, marker and line, so that it can be told apart without colour too.</summary>
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

    public LinePattern Line => (Index / Palette.SeriesCount % 3) switch
    {
        0 => LinePattern.Solid,
        1 => LinePattern.DenselyDashed,
        _ => LinePattern.Dotted,
    };

    public MarkerStyle MarkerStyle(float size) =>
        new(Marker, size, Ink.Plot) { LineWidth = 2, LineColor = Ink.Plot, OutlineColor = Ink.Plot };
}
