using System.Diagnostics;

namespace Timeslice.Tests.Cli;

/// The command as a shell runs it: a process of its own, with its output and exit code.
sealed record Command(int ExitCode, string Output, string Errors)
{
    static readonly string Root = FindRoot();
    static readonly string Assembly = Path.Combine(AppContext.BaseDirectory, "timeslice.dll");

    /// Runs `timeslice` in the root of the repository, output redirected.
    public static Command Run(params string[] arguments) => Run(new Dictionary<string, string>(), arguments);

    public static Command Run(IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        Start(environment, "dotnet", [Assembly, .. arguments]);

    /// `dotnet` itself, in some folder.
    public static Command Dotnet(string folder, params string[] arguments) =>
        Start(new Dictionary<string, string>(), "dotnet", arguments, folder);

    /// `timeslice` with a redirection as the shell writes it, such as `> /dev/full`.
    public static Command RunRedirected(string redirection, params string[] arguments)
    {
        var script = $"dotnet \"$@\" {redirection}";
        return Start(new Dictionary<string, string>(), "sh", ["-c", script, "", Assembly, .. arguments]);
    }

    /// A file of the repository.
    public static string File(string path) => Path.Combine(Root, path);

    static Command Start(
        IReadOnlyDictionary<string, string> environment, string program, string[] arguments, string? folder = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder ?? Root, UseShellExecute = false,
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new(process.ExitCode, output, errors.Result);
    }

    static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!System.IO.File.Exists(Path.Combine(folder, "Timeslice.slnx"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
