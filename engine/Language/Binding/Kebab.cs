using System.Text;

namespace Timeslice.Language.Binding;

/// <summary>How C# names are written in YAML: <c>RoundRobin</c> is <c>round-robin</c>.</summary>
static class Kebab
{
    public static string Of(string name)
    {
        var result = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0 && !char.IsUpper(name[i - 1])) result.Append('-');
            result.Append(char.ToLowerInvariant(name[i]));
        }
        return result.ToString();
    }
}
