using Timeslice.Des;
using Timeslice.Plots;
using Timeslice.Plots.Charts;
using Timeslice.Plots.Comparison;

namespace Timeslice.Tests.Plots;

/// <summary>What charts read and write: values, units, names, refusals.</summary>
public class ChartWords
{
    [Theory]
    [InlineData("{round-robin: {quantum: 4ms}}", "round-robin (quantum 4ms)")]
    [InlineData("{mlfq: {levels: 3, boost: 1s}}", "mlfq (levels 3, boost 1s)")]
    [InlineData("{quantum: 4ms}", "quantum 4ms"), InlineData("[1, 2, 3]", "1, 2, 3"), InlineData("fcfs", "fcfs")]
    [InlineData("{a: [1, {b: c}], d: 'e, f'}", "a (1, b c), d e, f")]
    [InlineData("$stealing", "stealing"), InlineData("${2 * $quantum}", "${2 * $quantum}"), InlineData("$", "$")]
    [InlineData("{broken: [", "{broken: ["), InlineData("{}x", "{}x"),
        InlineData("{url: http://x:8/}", "url http://x:8/")]
    public void Flow_style_becomes_words(string value, string words) => FlowText.ForPeople(value).ShouldBe(words);

    [Theory]
    [InlineData("16", 16), InlineData("4ms", 4e6), InlineData("1.5us", 1500), InlineData("1KiB", 1024),
        InlineData("25%", 0.25)]
    [InlineData("2 µs", 2000), InlineData("200/s", 200), InlineData("1e3", 1000), InlineData("10_000", 10_000),
        InlineData("-3", -3)]
    public void A_number_is_read_with_its_unit(string text, double value) =>
        ParameterValue.Of(text)!.Value.Value.ShouldBe(value, 1e-9);

    [Theory, InlineData("fcfs"), InlineData("4 apples"), InlineData(""), InlineData("ms"), InlineData("∞"),
        InlineData("1e999")]
    public void What_is_no_number_is_a_category(string text) => ParameterValue.Of(text).ShouldBeNull();

    [Fact]
    public void Numbers_of_different_kinds_are_categories_but_zero_fits_all()
    {
        ParameterValue.OfAll(["1ms", "1KiB"]).ShouldBeNull();
        ParameterValue.OfAll(["0", "1ms"]).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(0, "0"), InlineData(0.00012, "0.00012"), InlineData(1234.5678, "1235"), InlineData(-2.50, "−2.5"),
        InlineData(2_500_000, "2.5M")]
    public void Numbers_are_short(double value, string text) => Numbers.Short(value).ShouldBe(text);

    [Fact]
    public void A_metric_is_found_by_the_beginning_of_its_name()
    {
        var study = SyntheticStudy.Typical();
        MetricName.Find(study, "lock.wait").ShouldBe("lock.wait.mean");
        MetricName.Find(study, "thr").ShouldBe("throughput");
        Should.Throw<ChartException>(() => MetricName.Find(study, "lock.w")).Message
            .ShouldContain("lock.wait.mean, lock.wait.p99");
    }

    [Fact]
    public void A_misspelt_metric_or_parameter_is_refused_with_the_nearest_and_all_others()
    {
        var study = SyntheticStudy.Typical();
        var misspelt = new MetricByParameter("troughput", "workers");
        var metric = Should.Throw<ChartException>(() => misspelt.Draw(study)).Message;
        metric.ShouldContain("did you mean 'throughput'?");
        metric.ShouldContain("memory.peak");
        Should.Throw<ChartException>(() => new MetricByParameter("throughput", "worker").Draw(study)).Message
            .ShouldBe("over is 'worker', which this study does not vary; did you mean 'workers'? "
                + "It varies workers, policy, seats.");
    }

    [Fact]
    public void An_impossible_option_is_refused_with_what_is_allowed()
    {
        var study = SyntheticStudy.Typical();
        Refusal(new Timeline(from: 5.Ms, to: 5.Ms)).ShouldContain("give a later to");
        Refusal(new Timeline(from: 100.S)).ShouldContain("give an earlier from");
        Refusal(new Timeline(threads: 0)).ShouldContain("at least 1");
        Refusal(new Utilization(bins: 0)).ShouldContain("at least 1");
        Refusal(new MetricByParameter("throughput", "workers", log: "maybe")).ShouldContain("auto, true or false");
        Refusal(new MetricByParameter("throughput", "policy", log: "true")).ShouldContain("not all numbers above zero");
        Refusal(new MetricByParameter("throughput", "policy", by: "policy")).ShouldContain("give two parameters");

        string Refusal(Chart chart) => Should.Throw<ChartException>(() => chart.Draw(study)).Message;
    }

    [Fact]
    public void A_timeline_begins_with_as_much_as_can_be_read()
    {
        var study = SyntheticStudy.Of(new SyntheticRun(cpus: 4, threads: 40, rounds: 60).Run(),
            SyntheticStudy.Typical().Points);
        new Timeline().Draw(study).Caption.Subtitle.ShouldContain("0 to 25 ms of");
        new Timeline(to: 1000.S).Draw(study).Caption.Subtitle.ShouldContain("the whole run");
    }

    [Fact]
    public void A_name_that_the_bundled_face_lacks_is_counted() => Lettering.CountMissingGlyphs("a線b").ShouldBe(1);
}
