using SkiaSharp;
using Timeslice.Tests.Cli;

namespace Timeslice.Tests.Tidy;

/// The pictures of the README are what the scenarios draw today.
public class Gallery
{
    [Theory]
    [InlineData("scenarios/locks/bathroom-and-kitchen.yaml", "timeline.png", "utilization.png")]
    [InlineData("scenarios/cpu/quantum.yaml", "turnaround-by-quantum.png")]
    [InlineData("scenarios/scheduling/tail-latency.yaml", "short.turnaround.p99-by-load.png")]
    public void Is_up_to_date(string scenario, params string[] pictures)
    {
        using var workspace = new Workspace();
        Command.Run("run", scenario, "--quiet", "--out", workspace["out"]).ExitCode.ShouldBe(0);
        foreach (var picture in pictures)
            Difference(workspace[$"out/{picture}"], Command.File($"plots/gallery/{picture}"))
                .ShouldBeLessThan(0.001, $"copy it anew: {picture}, from a run of {scenario}");
    }

    /// The share of pixels that differ visibly; another processor may round a few edges otherwise.
    static double Difference(string one, string two)
    {
        using var a = SKBitmap.Decode(one);
        using var b = SKBitmap.Decode(two);
        (a.Width, a.Height).ShouldBe((b.Width, b.Height));
        var differing = a.Pixels.Zip(b.Pixels).Count(pair => Math.Abs(pair.First.Red - pair.Second.Red) > 16
            || Math.Abs(pair.First.Green - pair.Second.Green) > 16
            || Math.Abs(pair.First.Blue - pair.Second.Blue) > 16);
        return (double)differing / a.Pixels.Length;
    }
}
