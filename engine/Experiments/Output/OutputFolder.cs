using System.Runtime.InteropServices;

namespace Timeslice.Experiments.Output;

/// <summary>
/// The folder of one study's results, held by one process at a time; each file appears whole or not at all.
/// </summary>
public sealed class OutputFolder : IDisposable
{
    readonly FileStream hold;
    readonly List<string> written = [];

    OutputFolder(string path, FileStream hold) => (Path, this.hold) = (path, hold);

    public string Path { get; }

    /// <summary>The names of the files written, in order.</summary>
    public IReadOnlyList<string> Written => written;

    /// <summary>Opens the folder, making it where need be.</summary>
    /// <exception cref="OutputException">It cannot be made, or another run writes into it.</exception>
    public static OutputFolder Open(string path)
    {
        try
        {
            if (new DirectoryInfo(path).LinkTarget is { } target) throw new OutputException($"{path} is a link to {target}: links are not followed");
            Directory.CreateDirectory(path);
            var held = new FileStream(System.IO.Path.Combine(path, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            return new(path, held);
        }
        catch (IOException problem) when (File.Exists(System.IO.Path.Combine(path, ".lock")))
        {
            throw new OutputException($"{path} is in use: another run writes into it", problem);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new OutputException($"{path} cannot be written: {problem.Message}", problem);
        }
    }

    /// <summary>
    /// Writes a file under a temporary name, makes sure that it is on the disk, and gives it its name.
    /// </summary>
    public void Write(string name, ReadOnlySpan<byte> content)
    {
        var path = System.IO.Path.Combine(Path, name);
        var temporary = path + ".part";
        try
        {
            if (new FileInfo(path).LinkTarget is { } target) throw new OutputException($"{path} is a link to {target}: links are not followed");
            File.Delete(temporary);
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                file.Write(content);
                Sync(file, path);
            }
            File.Move(temporary, path, overwrite: true);
            written.Add(name);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Discard(temporary);
            throw new OutputException($"{path} cannot be written: {problem.Message}", problem);
        }
    }

    /// <summary>Removes files that an earlier run left and this one has not written.</summary>
    public void RemoveStale(IEnumerable<string> earlier)
    {
        foreach (var name in earlier.Except(written))
            if (name == System.IO.Path.GetFileName(name)) Discard(System.IO.Path.Combine(Path, name));
    }

    public void Dispose() => hold.Dispose();

    static void Discard(string path)
    {
        try { File.Delete(path); }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException) { /* What could not be written cannot be removed either. */ }
    }

    /// <summary>FileStream.Flush(true) swallows the errors of fsync, so fsync is asked itself.</summary>
    static void Sync(FileStream file, string path)
    {
        file.Flush(flushToDisk: OperatingSystem.IsWindows());
        if (OperatingSystem.IsWindows()) return;
        if (fsync((int)file.SafeFileHandle.DangerousGetHandle()) != 0)
            throw new IOException($"fsync of {path}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    [DllImport("libc", SetLastError = true)]
    static extern int fsync(int file);
}
