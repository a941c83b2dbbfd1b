using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Timeslice.Plots;

/// <summary>A horizontal axis of simulated time: round numbers in the unit that keeps them short.</summary>
sealed class TimeAxis
{
    const double LongestNumber = 1e6;
    readonly TimeWindow window;
    readonly TimeUnit unit;
    readonly long origin;

    public TimeAxis(TimeWindow window)
    {
        (this.window, unit) = (window, TimeUnit.For(window.Length));
        // A short window late in the run: count from its beginning, and say so.
        if (window.To / unit.Nanoseconds >= LongestNumber) origin = window.From;
    }

    string Label => origin == 0 ? $"time ({unit.Name})" : $"time since {new Des.Duration(origin)} ({unit.Name})";

    /// <summary>Gives the plot this axis; its coordinates are nanoseconds since the window's beginning.</summary>
    public void ApplyTo(Plot plot, float width, Style style)
    {
        plot.Axes.SetLimitsX(0, window.Length);
        plot.Axes.Bottom.TickGenerator = new NumericManual(Ticks(width, style.TextSize * 6));
        plot.Axes.Bottom.Label.Text = Label;
    }

    Tick[] Ticks(float width, float spacing)
    {
        var most = Math.Max(2, width / spacing);
        var step = Math.Max(1, Numbers.NiceStep(window.Length / most));
        var ticks = new List<Tick>();
        for (var k = Math.Ceiling((window.From - origin) / step); k * step <= window.To - origin; k++)
        {
            var label = Math.Round(k * step / unit.Nanoseconds, 9)
                .ToString("0.#########", CultureInfo.InvariantCulture);
            ticks.Add(Tick.Major(k * step + origin - window.From, label));
        }
        return [.. ticks];
    }
}
