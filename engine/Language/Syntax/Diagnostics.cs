namespace Timeslice.Language.Syntax;

/// <summary>What is wrong with one scenario file: all of it at once, in the order of the file.</summary>
public sealed class Diagnostics(string file)
{
    /// <summary>More lines than these help nobody; the rest are counted.</summary>
    public const int Shown = 100;

    readonly List<Diagnostic> kept = [];
    readonly HashSet<Diagnostic> seen = [];
    readonly HashSet<Place> wrong = [];

    public string File => file;
    public int Errors { get; private set; }
    public int Warnings { get; private set; }
    public bool HasErrors => Errors > 0;

    /// <summary>Further errors are only counted: what makes a message dear, such as a suggestion, can be left
    /// out.</summary>
    public bool IsFull => Errors >= Shown;

    /// <summary>The first hundred errors and the first hundred warnings, in the order of the file.</summary>
    public IReadOnlyList<Diagnostic> All => [.. kept.OrderBy(one => one.Place)];

    /// <summary>Whether an error is known of this value: what else is wrong with it, follows from that.</summary>
    public bool Explains(Node value) => value is not (MapNode or ListNode) && wrong.Contains(value.Place);

    /// <summary>Whether an error is known of what stands here.</summary>
    public bool IsWrong(Place place) => wrong.Contains(place);

    /// <summary>What stands here is wrong because of an error that is told elsewhere.</summary>
    public void Follows(Place place) => wrong.Add(place);

    public void Error(Place place, string path, string message, string? hint = null)
    {
        wrong.Add(place);
        Add(new(Severity.Error, place, path, message, hint));
    }

    public void Warn(Place place, string path, string message, string? hint = null) =>
        Add(new(Severity.Warning, place, path, message, hint));

    /// <summary>One line each, and a last line with the count of those left out.</summary>
    public IEnumerable<string> Lines()
    {
        foreach (var one in All) yield return one.Render(file);
        var more = Errors + Warnings - kept.Count;
        if (more > 0) yield return Excerpt.Escape($"{file}: and {more} more");
    }

    public override string ToString() => string.Join('\n', Lines());

    void Add(Diagnostic one)
    {
        if (seen.Contains(one)) return;
        var count = one.Severity == Severity.Error ? ++Errors : ++Warnings;
        if (count > Shown) return;
        kept.Add(one);
        seen.Add(one);
    }
}
