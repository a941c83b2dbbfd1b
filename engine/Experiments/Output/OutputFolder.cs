using System.Runtime.InteropServices;

namespace Timeslice.Experiments.Output;

/// <summary>
/// The folder of one study's results, held by one process at a time. What is written appears together when it is
/// published; until then, and if it never is, the folder keeps what it had.
/// </summary>
public sealed class OutputFolder : IDisposable
{
    const string Unpublished = ".part";

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
        if (File.Exists(path)) throw new OutputException($"{path} is a file, not a folder");
        var held = System.IO.Path.Combine(path, ".lock");
        try
        {
            RefuseLink(new DirectoryInfo(path));
            Directory.CreateDirectory(path);
            return new(path, new(held, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1,
                FileOptions.DeleteOnClose));
        }
        catch (IOException problem) when (File.Exists(held))
        {
            throw new OutputException($"{path} is in use: another run writes into it", problem);
        }
        catch (Exception problem) when (IsOfTheDisk(problem))
        {
            throw Unwritable(path, problem);
        }
    }

    /// <summary>Writes a file, to be published with the others, and makes sure that it is on the disk.</summary>
    public void Write(string name, ReadOnlySpan<byte> content)
    {
        var path = PathOf(name);
        try
        {
            RefuseLink(new FileInfo(path));
            File.Delete(path + Unpublished);
            written.Add(name);
            using var file = new FileStream(path + Unpublished, FileMode.CreateNew, FileAccess.Write, FileShare.None);
            file.Write(content);
            Sync(file, path);
        }
        catch (Exception problem) when (IsOfTheDisk(problem))
        {
            throw Unwritable(path, problem);
        }
    }

    /// <summary>
    /// Gives the files their names, and removes those that an earlier run left and this one has not written. The file
    /// that was written last vouches for the others: its forerunner goes first, and it comes last.
    /// </summary>
    public void Publish(IEnumerable<string> earlier)
    {
        try
        {
            File.Delete(PathOf(written[^1]));
            foreach (var name in written) File.Move(PathOf(name) + Unpublished, PathOf(name), overwrite: true);
        }
        catch (Exception problem) when (IsOfTheDisk(problem))
        {
            throw Unwritable(Path, problem);
        }
        foreach (var name in earlier.Except(written))
            if (name == System.IO.Path.GetFileName(name)) Discard(PathOf(name));
    }

    public void Dispose()
    {
        foreach (var name in written) Discard(PathOf(name) + Unpublished);
        hold.Dispose();
    }

    string PathOf(string name) => System.IO.Path.Combine(Path, name);

    static void RefuseLink(FileSystemInfo place)
    {
        if (place.LinkTarget is { } target)
            throw new OutputException($"{place} is a link to {target}: links are not followed");
    }

    static void Discard(string path)
    {
        try { File.Delete(path); }
        catch (Exception problem) when (IsOfTheDisk(problem)) { /* What cannot be written cannot be removed either. */ }
    }

    static bool IsOfTheDisk(Exception problem) => problem is IOException or UnauthorizedAccessException;

    static OutputException Unwritable(string path, Exception why) =>
        new($"{path} cannot be written: {why.Message}", why);

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
