using CsCheck;
using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Devices.Disks;
using Timeslice.Language.Binding;

namespace Timeslice.Tests.Kernel.Devices;

/// Random requests, served by a disk and by a model that keeps lists and asks of every cylinder in turn: each order
/// serves the same requests at the same nanoseconds.
public sealed class DisksAgainstTheTextbook
{
    const int Cylinders = 20, Track = 60;

    public static TheoryData<string> Orders => ["fifo", "sstf", "scan", "look", "c-scan", "c-look", "satf", "bsatf"];

    [Theory, MemberData(nameof(Orders))]
    public void Each_order_serves_as_the_textbook_says(string order) =>
        (from isUp in Gen.Bool
         from head in Gen.Int[0, Cylinders - 1]
         from turns in Gen.Bool
         from window in Gen.Int[1, 4]
         from requests in Gen.Select(
             Gen.Int[0, 3000], Gen.Int[0, Cylinders * Track - 1], Gen.Int[1, 10]).Array[1, 25]
         select (isUp, head, turns, window, requests)).Sample(plan =>
        {
            var requests = plan.requests.Select(one =>
                (When: one.Item1.Us, At: (long)one.Item2, Bytes: Math.Min(one.Item3, Cylinders * Track - one.Item2)))
                .ToArray();
            var trial = new DiskTrial(new(Made(order, plan.window), new LinearSeek(7.Us, settle: 20.Us), Cylinders,
                heads: 1, track: Track.B, rpm: plan.turns ? null : 0, revolution: plan.turns ? 240.Us : null,
                head: plan.head, direction: plan.isUp ? Direction.Up : Direction.Down));
            var served = trial.Serve(requests).Select(one => one.Completed.Nanoseconds).ToArray();
            var naive = new NaiveDisk(Cylinders, Track, plan.turns, plan.head, plan.isUp, order, plan.window);
            served.ShouldBe(naive.Serve(
                [.. requests.Select(one => (one.When.Nanoseconds, one.At, one.Bytes))]));
            trial.Disk.Travelled.ShouldBe(naive.Moved);
        }, iter: 1_000);

    [Fact]
    public void Every_order_is_tried_here() => Orders.Select(order => order.Data).Order()
        .ShouldBe(new Catalog().Kinds("order").Select(kind => kind.Name).Order());

    static DiskOrder Made(string order, int window) => order switch
    {
        "fifo" => new FifoOrder(),
        "sstf" => new SstfOrder(),
        "scan" => new ScanOrder(),
        "look" => new LookOrder(),
        "c-scan" => new CScanOrder(),
        "c-look" => new CLookOrder(),
        "satf" => new SatfOrder(),
        _ => new BsatfOrder(window),
    };
}
