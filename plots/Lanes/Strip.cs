using SkiaSharp;

namespace Timeslice.Plots.Lanes;

/// <summary>
/// Draws one lane's pieces. Where they are few, each is at least one unit wide, so that a short wait stays visible;
/// where they are
/// many, their shares of the time are stacked in each column, so that none is painted over another.
/// </summary>
sealed class Strip
{
    const int ColumnWidth = 5;
    readonly List<Piece> pieces;
    readonly Ink[] inks;
    readonly float[,] shares;
    readonly bool[] dense;
    readonly int width;

    /// <param name="mostInColumn">
    /// Where for ten units or more than this many pieces begin within five, their shares are stacked.
    /// </param>
    public Strip(IEnumerable<Piece> pieces, Ink[] inks, float width, int mostInColumn = ColumnWidth)
    {
        (this.pieces, this.inks, this.width) = ([.. pieces], inks, (int)MathF.Ceiling(width));
        var columns = this.width / ColumnWidth + 1;
        (shares, dense) = (new float[columns, inks.Length], new bool[columns]);
        var starts = new int[columns];
        foreach (var piece in this.pieces)
        {
            starts[Column(piece.Left)]++;
            AddShares(piece);
        }
        for (var i = 0; i < columns; i++)
            dense[i] = Many(i, ColumnWidth)
                || (Many(i, mostInColumn) && (Many(i - 1, mostInColumn) || Many(i + 1, mostInColumn)));

        // More pieces than units cannot all be seen.
        bool Many(int column, int most) => column >= 0 && column < columns && starts[column] > most;
    }

    public void Draw(Pen pen, float left, float top, float height)
    {
        var paths = inks.Select(_ => new SKPath()).ToArray();
        foreach (var (piece, ink) in Visible())
            paths[ink].AddRect(new(left + piece.Left, top, left + Math.Min(piece.Right, width), top + height));
        for (var column = 0; column < dense.Length;)
        {
            var first = column;
            while (column < dense.Length && dense[column]) column++;
            if (column > first) Stack(pen, first, column, left, top, height);
            else column++;
        }
        foreach (var (path, ink) in paths.Zip(inks))
        {
            if (!path.IsEmpty) pen.Fill(path, ink);
            path.Dispose();
        }
    }

    /// <summary>The pieces that are drawn one by one, on whole units.</summary>
    public IEnumerable<(Piece Piece, int Ink)> Visible()
    {
        var free = 0f;
        foreach (var (exactLeft, exactRight, ink) in pieces)
        {
            var (left, right) = (Math.Max(free, MathF.Round(exactLeft)), MathF.Round(exactRight));
            if (dense[Column(exactLeft)])
                for (left = Math.Max(free, Edge(exactLeft)); left < right && dense[Column(left)];) left += ColumnWidth;
            else right = Math.Max(right, left + 1);
            if (right > left && dense[Column(right - 0.5f)] && Column(right - 0.5f) > Column(left))
                right = Edge(right - 0.5f) - ColumnWidth;
            if (right <= left || left >= width) continue;
            free = right;
            yield return (new(left, right, ink), ink);
        }
    }

    void AddShares(Piece piece)
    {
        for (var column = Column(piece.Left); column <= Column(piece.Right); column++)
        {
            var (from, to) = (column * ColumnWidth, Math.Min((column + 1) * ColumnWidth, width));
            var share = (Math.Min(piece.Right, to) - Math.Max(piece.Left, from)) / (to - from);
            if (share > 0) shares[column, piece.Ink] += share;
        }
    }

    /// <summary>From the highest layer to the lowest, each from the floor up: no seams between layers.</summary>
    void Stack(Pen pen, int first, int end, float left, float top, float height)
    {
        for (var layer = inks.Length - 1; layer >= 0; layer--)
        {
            if (!Enumerable.Range(first, end - first).Any(column => shares[column, layer] > 0)) continue;
            using var path = new SKPath();
            path.MoveTo(left + first * ColumnWidth, top + height);
            var last = height;
            for (var column = first; column < end; column++)
            {
                var y = Top(column, layer, height);
                if (y == last) continue;
                path.LineTo(left + column * ColumnWidth, top + last);
                path.LineTo(left + column * ColumnWidth, top + y);
                last = y;
            }
            path.LineTo(left + Math.Min(end * ColumnWidth, width), top + last);
            path.LineTo(left + Math.Min(end * ColumnWidth, width), top + height);
            path.Close();
            pen.Fill(path, inks[layer]);
        }
    }

    /// <summary>
    /// Where a layer ends, from the lane's top, in halves of a unit: finer steps only make the file longer.
    /// </summary>
    float Top(int column, int layer, float height)
    {
        var share = 0f;
        for (var below = 0; below <= layer; below++) share += shares[column, below];
        return MathF.Round(2 * height * (1 - Math.Min(1, share))) / 2;
    }

    int Column(float x) => Math.Clamp((int)(x / ColumnWidth), 0, dense.Length - 1);
    float Edge(float x) => (Column(x) + 1) * ColumnWidth;
}
