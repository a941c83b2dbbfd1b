using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Timeslice.Experiments.Output;

/// <summary>A file name for any text: lower case, safe on every system, distinct for distinct texts.</summary>
public static class Slug
{
    const int Longest = 80;

    /// <summary>Names that Windows keeps for devices, with any ending.</summary>
    static readonly string[] Devices = ["con", "prn", "aux", "nul", "com", "lpt"];

    /// <summary>The text itself where it is safe as it is; otherwise what is left of it, and a part of its hash.</summary>
    public static string Of(string text)
    {
        var slug = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) && rune.IsAscii || rune.Value is '-' or '_' or '=' or '.') slug.Append(rune);
            else if (slug.Length > 0 && slug[^1] != '-') slug.Append('-');
        }
        var safe = slug.ToString().ToLowerInvariant().Trim('-', '.');
        if (safe.Length > Longest) safe = safe[..Longest].TrimEnd('-', '.');
        var reserved = Devices.Any(device => safe.Split('.')[0].TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9') == device);
        return safe == text && safe.Length > 0 && !reserved ? safe : $"{(safe.Length > 0 && !reserved ? safe : "x-" + safe)}-{Hash(text)}";
    }

    static string Hash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.Normalize(NormalizationForm.FormC))))[..6];
}
