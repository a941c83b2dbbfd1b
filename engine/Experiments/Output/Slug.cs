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

    static readonly char[] Digits = [.. "0123456789"];

    /// <summary>
    /// The text itself where it is safe as it is; otherwise what is left of it, and a part of its hash.
    /// </summary>
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
        var isName = safe.Length > 0 && !Devices.Contains(safe.Split('.')[0].TrimEnd(Digits));
        return isName && safe == text ? safe : $"{(isName ? safe : "x-" + safe)}-{Hash(text)}";
    }

    static string Hash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.Normalize(NormalizationForm.FormC))))[..6];
}
