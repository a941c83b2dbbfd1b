namespace Timeslice.Language.Syntax;

/// <summary>“Did you mean …”: the nearest of the allowed names.</summary>
public static class Suggestion
{
    /// <summary>Names and texts longer than this are not compared: nobody mistypes them by a letter or two.</summary>
    const int Longest = 60;

    /// <summary>Further candidates are not looked at: no person has written so many.</summary>
    const int Most = 1000;

    /// <summary>The nearest candidate, the first of equals, or null if none is near; case does not count.</summary>
    public static string? Nearest(string given, IEnumerable<string> candidates)
    {
        if (given.Length is 0 or > Longest) return null;
        string? nearest = null;
        // A third of the letters, one to four: `mutx` is mutex, but `a` is not `b`.
        var best = Math.Clamp(given.Length / 3, 1, 4) + 1;
        foreach (var candidate in candidates.Take(Most))
        {
            if (candidate.Length > Longest || Math.Abs(candidate.Length - given.Length) >= best) continue;
            var distance = Distance(given, candidate, best);
            if (distance < best && distance < Math.Max(given.Length, candidate.Length))
                (nearest, best) = (candidate, distance);
        }
        return nearest;
    }

    /// <summary>Damerau–Levenshtein (optimal string alignment): insert, delete, replace, or swap two
    /// neighbours.</summary>
    /// <param name="limit">Distances from here on are all alike; so only a band around the diagonal is worked
    /// out.</param>
    static int Distance(string a, string b, int limit)
    {
        var (before, above, row) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
        for (var j = 0; j <= b.Length; j++) above[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            Array.Fill(row, limit);
            row[0] = i;
            for (var j = Math.Max(1, i - limit); j <= Math.Min(b.Length, i + limit); j++)
            {
                var replaced = above[j - 1] + (Same(a[i - 1], b[j - 1]) ? 0 : 1);
                row[j] = Math.Min(replaced, Math.Min(above[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
            }
            (before, above, row) = (above, row, before);
        }
        return above[b.Length];
    }

    static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
