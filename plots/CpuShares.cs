using Timeslice.Experiments;

namespace Timeslice.Plots;

/// <summary>How the time of all CPUs was shared out, column by column.</summary>
/// <param name="Width">Nanoseconds per column; the last may end earlier, at <see cref="End"/>.</param>
/// <param name="Columns">The nanoseconds of each column, summed over the CPUs.</param>
sealed record CpuShares(long Width, long End, IReadOnlyList<UtilizationBin> Columns)
{
    /// <summary>In the order of the stack, from its top.</summary>
    public static readonly IReadOnlyList<LegendEntry> Legend =
    [
        new("idle", Palette.Idle), new("switching threads", Palette.Switching),
        new("running (system)", Palette.RunningSystem), new("running (user)", Palette.RunningUser),
    ];

    public bool IsEmpty => Columns.All(c => Total(c) == 0);

    /// <summary>The share of the whole run that CPUs spent on threads, system and user.</summary>
    public double MeanBusy =>
        (double)Columns.Sum(c => (decimal)c.User + c.System) / (double)Columns.Sum(c => (decimal)Total(c));

    /// <summary>Joins neighbouring bins until there are at most so many columns.</summary>
    public static CpuShares Of(Utilization run, int most)
    {
        var joined = Math.Max(1, (run.Bins.Count + most - 1) / most);
        var columns = run.Bins.Chunk(joined).Select(bins => bins.Aggregate((a, b) => a + b));
        return new(Math.Max(1, run.BinWidth * joined), run.End, [.. columns]);
    }

    /// <summary>The per cent of a column below the top of a layer: 0 user, 1 system, 2 switching, 3 idle.</summary>
    public double Top(int column, int layer)
    {
        var c = Columns[column];
        if (Total(c) == 0) return 0;
        var below = c.User + (layer > 0 ? c.System : 0) + (layer > 1 ? c.Switching : 0) + (layer > 2 ? c.Idle : 0);
        return 100.0 * below / Total(c);
    }

    static long Total(UtilizationBin c) => c.User + c.System + c.Switching + c.Idle;
}
