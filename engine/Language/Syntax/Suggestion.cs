namespace Timeslice.Language.Syntax;

/// <summary>“Did you mean …”: the nearest of the allowed names.</summary>
public static class Suggestion
{
    /// <summary>Names and texts longer than this are not compared: nobody mistypes them by a letter or two.</summary>
    const int Longest = 60;

    /// <summary>The nearest candidate, the first of equals, or null if none is near; case does not count.</summary>
    public static string? Nearest(string given, IEnumerable<string> candidates)
    {
        if (given.Length is 0 or > Longest) return null;
        string? nearest = null;
        // A third of the letters, at least one: `mutx` is mutex, but `a` is not `b`.
        var best = Math.Max(1, given.Length / 3) + 1;
        foreach (var candidate in candidates)
        {
            if (candidate.Length > Longest || Math.Abs(candidate.Length - given.Length) >= best) continue;
            var distance = Distance(given.ToLowerInvariant(), candidate.ToLowerInvariant());
            if (distance >= best || distance >= Math.Max(given.Length, candidate.Length)) continue;
            (nearest, best) = (candidate, distance);
        }
        return nearest;
    }

    /// <summary>Damerau–Levenshtein (optimal string alignment): insert, delete, replace, or swap two
    /// neighbours.</summary>
    static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
            for (var j = 1; j <= b.Length; j++)
            {
                var replace = d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                d[i, j] = Math.Min(replace, Math.Min(d[i - 1, j], d[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        return d[a.Length, b.Length];
    }
}
