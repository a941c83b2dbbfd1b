using Timeslice.Des;
using Timeslice.Experiments;

namespace Timeslice.Tests.Experiments;

/// The mean of one run, from batches.
public class LawsOfBatchMeans
{
    [Fact]
    public void There_are_20_to_39_batches_whose_size_doubles()
    {
        var batches = new BatchMeans();
        for (var n = 1; n <= 5_000; n++)
        {
            batches.Add(n);
            batches.Count.ShouldBe(n);
            if (n >= 20) batches.Batches.ShouldBeInRange(20, 39);
            long.IsPow2(batches.BatchSize).ShouldBeTrue();
            var complete = batches.Batches * batches.BatchSize;
            batches.Estimate("1").Mean.ShouldBe((1 + complete) / 2.0, 1e-9);
        }
    }

    [Fact]
    public void The_estimate_is_that_of_the_means_as_if_they_were_replications()
    {
        var random = new RandomStream(1, 0, "batches");
        var data = Enumerable.Range(0, 64).Select(_ => random.NextUniform()).ToArray();
        var batches = Observed(data);
        var expected = new Statistics().Estimate("s", [.. data.Chunk(2).Select(pair => pair.Average())]);
        var estimate = batches.Estimate("s");
        estimate.Values.ShouldBe(expected.Values, 1e-15);
        estimate.Mean.ShouldBe(expected.Mean, 1e-15);
        estimate.Low!.Value.ShouldBe(expected.Low!.Value, 1e-15);
        estimate.High!.Value.ShouldBe(expected.High!.Value, 1e-15);
    }

    [Fact]
    public void Batches_that_depend_on_each_other_are_not_trusted()
    {
        var random = new RandomStream(2, 0, "walk");
        var walk = 0.0;
        var steps = Enumerable.Range(0, 1_000).Select(_ => random.NextUniform() - 0.5).ToArray();
        Observed([.. steps.Select(step => walk += step)]).IsTrusted.ShouldBeFalse();
        Observed(steps).IsTrusted.ShouldBeTrue();
        Observed([.. steps.Select((_, i) => i % 64 < 32 ? 1.0 : -1)]).Lag1.ShouldBeLessThan(0);
        Observed([.. steps.Select(_ => 0.1)]).Lag1.ShouldBe(0);
    }

    [Fact]
    public void One_false_alarm_in_ten_is_what_independent_batches_give()
    {
        var random = new RandomStream(3, 0, "alarms");
        var alarms = Enumerable.Range(0, 4_000).Count(_ =>
            !Observed([.. Enumerable.Range(0, 30).Select(_ => random.NextUniform())]).IsTrusted);
        (alarms / 4_000.0).ShouldBe(0.1, 0.015);
    }

    [Fact]
    public void A_restart_forgets_all()
    {
        var batches = Observed([.. Enumerable.Range(0, 100).Select(i => (double)i)]);
        batches.Restart();
        (batches.Count, batches.IsTrusted).ShouldBe((0, false));
        Should.Throw<InvalidOperationException>(() => batches.Estimate("1"));
        batches.Add(7);
        batches.Estimate("1").Mean.ShouldBe(7);
    }

    static BatchMeans Observed(double[] data)
    {
        var batches = new BatchMeans();
        foreach (var number in data) batches.Add(number);
        return batches;
    }
}
