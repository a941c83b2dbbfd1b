using System.Runtime.InteropServices;

namespace Timeslice.Benchmarks;

/// <summary>What ran the numbers: one line above each table.</summary>
static class Hardware
{
    public static void Describe(TextWriter output, string[] args)
    {
        var model = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name"))
            : null;
        var processor = model?.Split(':')[1].Trim() ?? "unknown processor";
        output.WriteLine($"{processor}, {Environment.ProcessorCount} logical processors, " +
            $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}");
        output.WriteLine($"`dotnet run -c Release --project tests/Benchmarks -- {string.Join(' ', args)}`");
        output.WriteLine();
    }
}
