using System.Text;

namespace Timeslice.Language.Binding;

/// <summary>
/// How C# names are written in YAML: <c>RoundRobin</c> is <c>round-robin</c>, <c>SystemVQueue</c>
/// <c>system-v-queue</c>.
/// </summary>
static class Kebab
{
    public static string Of(string name)
    {
        var result = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && Begins(name, i)) result.Append('-');
            result.Append(char.ToLowerInvariant(name[i]));
        }
        return result.ToString();
    }

    static bool Begins(string name, int i) => char.IsUpper(name[i])
        && (!char.IsUpper(name[i - 1]) || i + 1 < name.Length && char.IsLower(name[i + 1]));
}
