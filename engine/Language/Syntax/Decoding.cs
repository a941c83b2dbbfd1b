using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Timeslice.Language.Syntax;

/// <summary>Bytes to characters: strict UTF-8, with or without a byte order mark.</summary>
static class Decoding
{
    public static string? Decode(ReadOnlySpan<byte> bytes, Diagnostics diagnostics)
    {
        if (Foreign(bytes) is { } encoding)
            return Refuse(diagnostics, $"the file is {encoding}; a scenario is UTF-8", "save as UTF-8");
        var start = bytes.StartsWith("\uFEFF"u8) ? 3 : 0;
        var valid = Utf8.IsValid(bytes[start..]) ? bytes.Length : start + ValidLength(bytes[start..]);
        var text = Encoding.UTF8.GetString(bytes[start..valid]);
        return valid == bytes.Length ? text : Invalid(text, valid, bytes[valid], diagnostics);
    }

    static int ValidLength(ReadOnlySpan<byte> bytes)
    {
        var valid = 0;
        while (Rune.DecodeFromUtf8(bytes[valid..], out _, out var length) == OperationStatus.Done) valid += length;
        return valid;
    }

    static string? Foreign(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xFF, 0xFE, 0, 0, ..] or [0, 0, 0xFE, 0xFF, ..] or [0, 0, 0, not 0, ..] or [not 0, 0, 0, 0, ..] => "UTF-32",
        [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [0, not 0, 0, not 0, ..] or [not 0, 0, not 0, 0, ..] => "UTF-16",
        _ => null,
    };

    static string? Invalid(string before, int offset, byte found, Diagnostics diagnostics)
    {
        diagnostics.Error(new SourceText(before).At(before.Length), "",
            $"the byte 0x{found:X2} at offset {offset} is not UTF-8", "save as UTF-8");
        return null;
    }

    static string? Refuse(Diagnostics diagnostics, string message, string hint)
    {
        diagnostics.Error(Place.Start, "", message, hint);
        return null;
    }
}
