namespace Timeslice.Language.Syntax;

/// <summary>Reads a scenario file, strictly, into nodes: plain YAML 1.2 without anchors, tags and merge keys.</summary>
public static class ScenarioReader
{
    /// <summary>The root, or null if the file could not be read to its end; why is in the diagnostics.</summary>
    public static Node? ReadFile(string path, Diagnostics diagnostics)
    {
        try
        {
            if (Directory.Exists(path))
                return Refuse(diagnostics, $"{Excerpt.Of(path)} is a folder", "name a scenario file");
            using var file = File.OpenRead(path);
            return Read(Start(file), diagnostics);
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            return Refuse(diagnostics, $"{Excerpt.Of(path)} does not exist", "check the path");
        }
        catch (UnauthorizedAccessException)
        {
            return Refuse(diagnostics, $"{Excerpt.Of(path)} may not be read", "check its permissions");
        }
        catch (Exception problem) when (problem is IOException or ArgumentException or NotSupportedException)
        {
            return Refuse(diagnostics, $"{Excerpt.Of(path)} cannot be read: {problem.Message}");
        }
    }

    /// <summary>The root, or null if the text could not be read to its end; with errors, what could be read.</summary>
    public static Node? Read(byte[] utf8, Diagnostics diagnostics)
    {
        if (utf8.Length > Limits.Bytes)
            return Refuse(diagnostics, "the file is larger than 4 MiB", "a scenario has at most 4 MiB");
        var text = Decoding.Decode(utf8, diagnostics);
        if (text is null || !new CharacterCheck(text, diagnostics).Passes()) return null;
        return new NodeReader(new(text), diagnostics).Read();
    }

    /// <summary>One byte more than the limit tells a file that is too large, or endless, without reading
    /// all of it.</summary>
    static byte[] Start(Stream file)
    {
        var start = new MemoryStream();
        var buffer = new byte[64 << 10];
        for (int count; start.Length <= Limits.Bytes && (count = file.Read(buffer)) > 0;) start.Write(buffer, 0, count);
        return start.ToArray();
    }

    static Node? Refuse(Diagnostics diagnostics, string message, string? hint = null)
    {
        diagnostics.Error(Place.Start, "", message, hint);
        return null;
    }
}
