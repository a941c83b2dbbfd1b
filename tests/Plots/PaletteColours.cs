using Timeslice.Kernel;
using Timeslice.Plots;
using Timeslice.Plots.Lanes;

namespace Timeslice.Tests.Plots;

public class PaletteColours
{
    static readonly ThreadState[] Alive = [.. Enum.GetValues<ThreadState>().Where(s => s != ThreadState.Exited)];

    [Fact]
    public void Every_state_of_a_living_thread_has_a_colour_of_its_own_and_words_in_the_legend()
    {
        ThreadLanes.States.Select(s => s.State).Order().ShouldBe(Alive.Order());
        Alive.Select(s => Palette.Of(s)).ShouldBeUnique();
        Alive.Select(s => Palette.Of(s)).ShouldNotContain(Palette.Nothing);
    }

    [Fact]
    public void Colours_that_lie_side_by_side_can_be_told_apart_also_without_red_or_green_receptors()
    {
        Ink[] states = [.. Alive.Select(s => Palette.Of(s)), Palette.Spinning, Palette.Switching];
        Ink[] series = [.. Enumerable.Range(0, Palette.SeriesCount).Select(Palette.Series)];
        foreach (var inks in (Ink[][])[states, series])
            foreach (var see in (Func<Ink, (double, double, double)>[])[Normal, WithoutRed, WithoutGreen])
                foreach (var (i, a) in inks.Index())
                    foreach (var b in inks[(i + 1)..])
                        Distance(see(a), see(b)).ShouldBeGreaterThan(0.07, $"{a} and {b}, {see.Method.Name}");
    }

    [Fact]
    public void Dark_text_is_legible_on_every_identity()
    {
        for (var i = 0; i < Palette.IdentityCount; i++)
            ((Palette.Identity(i).Luminance + 0.05) / (Palette.Text.Luminance + 0.05)).ShouldBeGreaterThan(7);
    }

    [Fact]
    public void An_ink_reads_as_css_writes_it() => new Ink(0x0072B2).ToString().ShouldBe("#0072b2");

    static double Distance((double, double, double) a, (double, double, double) b) =>
        Math.Sqrt(Math.Pow(a.Item1 - b.Item1, 2) + Math.Pow(a.Item2 - b.Item2, 2) + Math.Pow(a.Item3 - b.Item3, 2));

    // Viénot, Brettel, Mollon, "Digital video colourmaps for checking the legibility of displays by dichromats",
    // 1999; on linear light.
    static (double, double, double) Normal(Ink ink) => (Linear(ink.R), Linear(ink.G), Linear(ink.B));
    static (double, double, double) WithoutRed(Ink ink) => Mixed(ink, 0.11238, 0.88762, 0.00401, -0.00401);
    static (double, double, double) WithoutGreen(Ink ink) => Mixed(ink, 0.29275, 0.70725, -0.02234, 0.02234);

    static (double, double, double) Mixed(Ink ink, double r, double g, double toBlueR, double toBlueG)
    {
        var (red, green, blue) = Normal(ink);
        var yellow = r * red + g * green;
        return (yellow, yellow, toBlueR * red + toBlueG * green + blue);
    }

    static double Linear(byte c) => Math.Pow(c / 255.0, 2.2);
}
