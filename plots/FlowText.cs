using System.Text;

namespace Timeslice.Plots;

/// <summary>
/// Turns a value in YAML's flow style into words: <c>{round-robin: {quantum: 4ms}}</c> is <c>round-robin (quantum
/// 4ms)</c>. Where another parameter is meant, its name says more than what it stands for: <c>$stealing</c> is
/// <c>stealing</c>.
/// </summary>
public static class FlowText
{
    /// <summary>The value in words, or as it was written where it is not in flow style.</summary>
    public static string ForPeople(string value)
    {
        var rest = value.AsSpan().Trim();
        if (rest.Length > 1 && rest[0] == '$' && !rest.ContainsAny(" {(")) return rest[1..].ToString();
        if (rest.Length < 2 || rest[0] is not ('{' or '[')) return value;
        var words = Node(ref rest, depth: 0);
        // What is not in flow style after all is shown as it was written.
        return words is null || rest.Length > 0 ? value : words;
    }

    static string? Node(ref ReadOnlySpan<char> rest, int depth)
    {
        rest = rest.TrimStart();
        if (rest.Length == 0 || depth > 8) return null;
        if (rest[0] is '{' or '[') return Collection(ref rest, depth);
        if (rest[0] is '"' or '\'') return Quoted(ref rest);
        var end = rest.IndexOfAny(",{}[]");
        var colon = rest.IndexOf(": ");
        if (colon >= 0 && (end < 0 || colon < end)) end = colon;
        if (end < 0) end = rest.Length;
        var plain = rest[..end].Trim().ToString();
        rest = rest[end..].TrimStart();
        return plain;
    }

    static string? Quoted(ref ReadOnlySpan<char> rest)
    {
        var end = rest[1..].IndexOf(rest[0]);
        if (end < 0) return null;
        var text = rest.Slice(1, end).ToString();
        rest = rest[(end + 2)..].TrimStart();
        return text;
    }

    static string? Collection(ref ReadOnlySpan<char> rest, int depth)
    {
        var (isMap, close) = (rest[0] == '{', rest[0] == '{' ? '}' : ']');
        rest = rest[1..].TrimStart();
        var words = new StringBuilder();
        while (rest.Length > 0 && rest[0] != close)
        {
            if (words.Length > 0) words.Append(", ");
            if (Node(ref rest, depth + 1) is not { } item) return null;
            words.Append(item);
            if (isMap && rest.Length > 0 && rest[0] == ':')
            {
                rest = rest[1..].TrimStart();
                var nested = rest.Length > 0 && rest[0] is '{' or '[';
                if (Node(ref rest, depth + 1) is not { } value) return null;
                if (value.Length > 0) words.Append(nested ? $" ({value})" : $" {value}");
            }
            if (rest.Length > 0 && rest[0] == ',') rest = rest[1..].TrimStart();
            else if (rest.Length > 0 && rest[0] != close) return null;
        }
        if (rest.Length == 0) return null;
        rest = rest[1..].TrimStart();
        return words.ToString();
    }
}
