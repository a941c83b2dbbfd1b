using System.Diagnostics;
using System.Runtime.InteropServices;
using Timeslice.Des;

namespace Timeslice.Tests.Des.Processes;

/// Awaiting a task of the real world inside a simulated process is a mistake that the compiler finds.
public class ForeignWaits
{
    [Theory]
    [InlineData("simulation.Delay(new(1))", true)]
    [InlineData("new SimEvent(simulation)", true)]
    [InlineData("System.Threading.Tasks.Task.Delay(1)", false)]
    [InlineData("System.Threading.Tasks.Task.Yield()", false)]
    public void Do_not_compile(string wait, bool compiles)
    {
        var compiler = Compiler();
        Assert.SkipWhen(compiler is null, "there is no C# compiler beside this runtime");
        var folder = Directory.CreateTempSubdirectory("foreign-waits");
        try
        {
            var source = Path.Combine(folder.FullName, "wait.cs");
            File.WriteAllText(source, "using Timeslice.Des; class Model { "
                + $"async SimTask Body(Simulation simulation) => await {wait}; }}");
            var errors = Compile(compiler!, source);
            if (compiles) errors.ShouldNotContain("error");
            else errors.ShouldContain("'Timeslice.Des.ISimAwaiter'");
        }
        finally { folder.Delete(recursive: true); }
    }

    static string? Compiler()
    {
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../sdk"));
        return Directory.Exists(root)
            ? Directory.EnumerateFiles(root, "csc.dll", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                .LastOrDefault()
            : null;
    }

    static string Compile(string compiler, string source)
    {
        var runtime = RuntimeEnvironment.GetRuntimeDirectory();
        using var process = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                compiler, "-nologo", "-target:library", "-langversion:latest", $"-out:{source}.dll", source,
                $"-r:{runtime}System.Runtime.dll", $"-r:{runtime}System.Private.CoreLib.dll",
                $"-r:{typeof(Simulation).Assembly.Location}",
            },
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }
}
