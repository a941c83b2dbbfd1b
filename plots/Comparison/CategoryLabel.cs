namespace Timeslice.Plots.Comparison;

/// <summary>Fits the name of a category under its place on an axis: in up to three lines, then cut.</summary>
static class CategoryLabel
{
    public static string Of(string text, float room, float size) =>
        string.Join('\n', Wording.Wrap(Wording.Clean(text), room, size, maxLines: 3));
}
