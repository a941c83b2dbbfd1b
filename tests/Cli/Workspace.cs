namespace Timeslice.Tests.Cli;

/// A folder of the test's own, gone when the test is over.
sealed class Workspace : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("timeslice-").FullName;

    public string this[string name] => Path.Combine(folder, name);

    public string Write(string name, string content)
    {
        File.WriteAllText(this[name], content);
        return this[name];
    }

    /// Every file below a folder, by name, with its bytes as text.
    public Dictionary<string, string> Files(string name) => Directory
        .EnumerateFiles(this[name], "*", SearchOption.AllDirectories)
        .ToDictionary(
            file => Path.GetRelativePath(this[name], file),
            file => Convert.ToBase64String(File.ReadAllBytes(file)));

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
