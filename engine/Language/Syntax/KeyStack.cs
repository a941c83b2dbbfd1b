using System.Text;

namespace Timeslice.Language.Syntax;

/// <summary>The keys and indices that lead to the node being read; made into text only when something is
/// wrong.</summary>
sealed class KeyStack
{
    const int Longest = 120;

    readonly List<(string? Key, int Index)> steps = [];

    public void Push(string key) => steps.Add((key, 0));
    public void Push(int index) => steps.Add((null, index));
    public void Pop() => steps.RemoveAt(steps.Count - 1);

    public override string ToString()
    {
        var written = new StringBuilder();
        foreach (var (key, index) in steps)
            if (key is null) written.Append('[').Append(index).Append(']');
            else written.Append(written.Length == 0 ? "" : ".").Append(Excerpt.Cut(key));
        var path = written.ToString();
        return path.Length <= Longest ? path : $"{path[..(Longest / 2)]}…{path[^(Longest / 2)..]}";
    }
}
