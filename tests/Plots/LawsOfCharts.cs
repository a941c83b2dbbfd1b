using System.Diagnostics;
using System.Text;
using System.Xml.Linq;
using SkiaSharp;
using Timeslice.Des;
using Timeslice.Experiments;
using Timeslice.Plots;
using Timeslice.Plots.Charts;

namespace Timeslice.Tests.Plots;

/// <summary>What holds for every chart there is.</summary>
public class LawsOfCharts
{
    static readonly Lazy<StudyResult> Typical = new(SyntheticStudy.Typical);

    static readonly Dictionary<string, Func<StudyResult>> Cases = new()
    {
        ["typical"] = () => Typical.Value,
        ["one point"] = SyntheticStudy.OfOnePoint,
        ["empty"] = SyntheticStudy.Empty,
        ["no values"] = () => Typical.Value with { Points = [.. Typical.Value.Points.Select(AllNaN)] },
        ["some values missing"] = () =>
            Typical.Value with { Points = [.. Typical.Value.Points.Select((p, i) => i % 5 == 2 ? AllNaN(p) : p)] },
        ["one CPU, one thread"] = () => WithRun(new(cpus: 1, threads: 1, rounds: 1)),
        ["64 CPUs, 200 threads"] = () => WithRun(new(cpus: 64, threads: 200, processes: 30, rounds: 4)),
        ["long names"] = () => WithRun(new(threads: 30, processes: 3, name: i =>
            $"a-very-long-name-{new string('x', 400)}-{i}")) with
        {
            Title = string.Concat(Enumerable.Repeat("What happens to a title that never ends? ", 30)),
            Scenario = new string('s', 500),
        },
        ["strange names"] = () => WithRun(new(name: i =>
            $"線程 {i} 🧵\t\n\0\ud800 <&\"'>")) with { Title = "並行性 🔒 <b>&amp;</b> \ud83d" },
        ["no title"] = () => Typical.Value with { Title = "", Scenario = "" },
    };

    public static TheoryData<string, string> KindsAndCases =>
        [.. from kind in SampleCharts.Kinds from name in Cases.Keys select (kind.Name, name)];
    public static TheoryData<string> Kinds => [.. SampleCharts.Kinds.Select(k => k.Name)];

    [Theory, MemberData(nameof(KindsAndCases))]
    public void A_chart_draws_any_study_or_tells_people_why_not(string kind, string study)
    {
        Picture picture;
        try { picture = New(kind).Draw(Cases[study]()); }
        catch (ChartException refusal)
        {
            refusal.Message.Length.ShouldBeGreaterThan(20);
            study.ShouldBeOneOf("one point", "empty");
            return;
        }
        var pixels = new Pixels(picture.RenderPng());
        (pixels.Width, pixels.Height).ShouldBe((1600, 900));
        Parse(picture.RenderSvg()).Root!.Name.LocalName.ShouldBe("svg");
    }

    [Theory, MemberData(nameof(Kinds))]
    public void The_same_study_gives_the_same_bytes_also_on_two_threads_at_once(string kind)
    {
        var picture = New(kind).Draw(Typical.Value);
        var (png, svg) = (picture.RenderPng(), picture.RenderSvg());
        var again = new byte[8][];
        Parallel.For(0, 8, i => again[i] = i % 2 == 0 ? New(kind).Draw(Typical.Value).RenderPng()
            : picture.RenderSvg());
        for (var i = 0; i < 8; i++)
            again[i].AsSpan().SequenceEqual(i % 2 == 0 ? png : svg).ShouldBeTrue($"rendering {i} differs");
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_picture_has_the_size_that_was_asked_for(string kind)
    {
        var picture = New(kind).Draw(Typical.Value);
        foreach (var (width, height) in ((int, int)[])[(1, 1), (40, 900), (641, 353), (3000, 200)])
        {
            var pixels = new Pixels(picture.RenderPng(width, height));
            (pixels.Width, pixels.Height).ShouldBe((width, height));
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_picture_that_is_too_large_is_refused_with_the_limit(string kind)
    {
        var picture = New(kind).Draw(Typical.Value);
        Should.Throw<ChartException>(() => picture.RenderPng(16_385, 900)).Message.ShouldContain("16384");
        Should.Throw<ChartException>(() => picture.RenderSvg(1600, 0)).Message.ShouldContain("1600 × 0");
    }

    [Theory, MemberData(nameof(Kinds))]
    public void All_text_is_visible_with_no_font_installed(string kind)
    {
        var picture = New(kind).Draw(Typical.Value);
        var (frame, pixels) = (picture.LayOut(Style.Screen), new Pixels(picture.RenderPng()));
        pixels.Ink(frame.Title).ShouldBeGreaterThan(2000);
        pixels.Ink(frame.Subtitle).ShouldBeGreaterThan(500);
        pixels.Ink(frame.SmallPrint).ShouldBeGreaterThan(300);
        if (frame.Legend.Height > 0) pixels.Ink(frame.Legend).ShouldBeGreaterThan(200);
        // The axis and its label, which ScottPlot writes.
        var axis = new SKRect(frame.Content.Left, frame.Content.Bottom - 34, frame.Content.Right, frame.Content.Bottom);
        pixels.Ink(axis).ShouldBeGreaterThan(50);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Title_chart_legend_and_small_print_never_overlap(string kind)
    {
        foreach (var style in (Style[])[Style.Screen, Style.Paper, Style.Screen with { Width = 700, Height = 500 }])
        {
            var frame = New(kind).Draw(Typical.Value).LayOut(style);
            SKRect[] parts = [frame.Title, frame.Subtitle, frame.Content, frame.Legend, frame.SmallPrint];
            foreach (var (above, below) in parts.Zip(parts.Skip(1)))
                below.Top.ShouldBeGreaterThanOrEqualTo(above.Bottom);
            frame.SmallPrint.Bottom.ShouldBeLessThanOrEqualTo(style.Height / style.Scale);
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void The_caption_says_where_a_picture_comes_from(string kind)
    {
        var caption = New(kind).Draw(Typical.Value).Caption;
        caption.Title.ShouldBe(Typical.Value.Title);
        caption.Subtitle.ShouldContain("seats = 3");
        foreach (var fact in (string[])["cache-contention", "seed 42", "Timeslice 0.1.0", "replication"])
            caption.SmallPrint.ShouldContain(fact);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_hundred_thousand_segments_are_drawn_in_little_time_and_space(string kind)
    {
        var study = WithRun(new(cpus: 8, threads: 60, processes: 4, rounds: 110, quantum: 300_000));
        study.Timeline.Cpus.Sum(c => c.Segments.Count).ShouldBeGreaterThan(100_000);
        var chart = kind == nameof(Timeslice.Plots.Charts.Timeline)
            ? new Timeslice.Plots.Charts.Timeline(to: 1_000_000.S) : New(kind);
        // The best of three: other work on the machine must not fail a test.
        Enumerable.Range(0, 3).Min(_ => Elapsed(() => chart.Draw(study).RenderPng()))
            .ShouldBeLessThan(TimeSpan.FromSeconds(3));
        chart.Draw(study).RenderSvg().Length.ShouldBeLessThan(2_000_000);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Text_in_svg_is_text_with_fonts_that_other_machines_have(string kind)
    {
        var svg = Parse(New(kind).Draw(Typical.Value).RenderSvg());
        svg.Root!.Attribute("viewBox")!.Value.ShouldBe("0 0 1600 900");
        var texts = svg.Descendants().Where(e => e.Name.LocalName == "text").ToArray();
        texts.Select(t => t.Value.Trim()).ShouldContain(Typical.Value.Title);
        texts.ShouldAllBe(t => t.Attribute("font-family")!.Value == "DejaVu Sans, Verdana, sans-serif");
    }

    static TimeSpan Elapsed(Action work)
    {
        var watch = Stopwatch.StartNew();
        work();
        return watch.Elapsed;
    }

    static Chart New(string kind) => SampleCharts.New(SampleCharts.Kinds.Single(k => k.Name == kind));

    static StudyResult WithRun(SyntheticRun run) => SyntheticStudy.Of(run.Run(), Typical.Value.Points);

    static PointResult AllNaN(PointResult result) => result with
    {
        Metrics = [.. result.Metrics.Select(m => KeyValuePair.Create(m.Key, m.Value with
        {
            Values = [double.NaN, 1], Mean = double.NaN, Low = double.NaN, High = double.PositiveInfinity,
        }))],
    };

    static XDocument Parse(byte[] svg) => XDocument.Parse(Encoding.UTF8.GetString(svg));
}
