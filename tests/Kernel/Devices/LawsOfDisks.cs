using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Devices;
using Timeslice.Kernel.Devices.Disks;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Tests.Kernel.Devices;

/// Disks, by hand: the examples of textbooks, and where a disk that turns has its bytes.
public sealed class LawsOfDisks
{
    // A. Silberschatz, P. B. Galvin and G. Gagne, "Operating System Concepts", chapter on mass storage.
    static readonly int[] Textbook = [98, 183, 37, 122, 14, 124, 65, 67];

    public static TheoryData<DiskOrder, int[], int> Orders => new()
    {
        { new FifoOrder(), [98, 183, 37, 122, 14, 124, 65, 67], 640 },
        { new SstfOrder(), [65, 67, 37, 14, 98, 122, 124, 183], 236 },
        { new ScanOrder(), [37, 14, 65, 67, 98, 122, 124, 183], 236 },
        { new LookOrder(), [37, 14, 65, 67, 98, 122, 124, 183], 208 },
    };

    public static TheoryData<DiskOrder, int[], int> UpwardOrders => new()
    {
        // 53 to 199, back to 14.
        { new ScanOrder(), [65, 67, 98, 122, 124, 183, 37, 14], 146 + 185 },
        // 53 to 183, back to 14.
        { new LookOrder(), [65, 67, 98, 122, 124, 183, 37, 14], 130 + 169 },
        // 53 to 199, to 0, to 37.
        { new CScanOrder(), [65, 67, 98, 122, 124, 183, 14, 37], 146 + 199 + 37 },
        // 53 to 183, to 14, to 37.
        { new CLookOrder(), [65, 67, 98, 122, 124, 183, 14, 37], 130 + 169 + 23 },
    };

    [Theory, MemberData(nameof(Orders))]
    public void Going_down_the_textbooks_list_is_served_as_in_the_textbook(DiskOrder order, int[] served, int moved) =>
        ServeTextbook(order, Direction.Down, served, moved);

    [Theory, MemberData(nameof(UpwardOrders))]
    public void Going_up_the_textbooks_list_is_served_as_in_the_textbook(DiskOrder order, int[] served, int moved) =>
        ServeTextbook(order, Direction.Up, served, moved);

    static void ServeTextbook(DiskOrder order, Direction direction, int[] served, int moved)
    {
        var trial = new DiskTrial(new(order, new LinearSeek(1.Ms), cylinders: 200, heads: 1, track: 1.KiB, rpm: 0,
            rate: new(1024 * 1000), head: 53, direction: direction));
        // While the first is served where the arm is, in 1 ms, the others come.
        var all = trial.Serve([(0.Us, 53 * 1024L, 1024),
            .. Textbook.Select((cylinder, i) => ((1 + i).Us, cylinder * 1024L, 1024))]);
        all.OrderBy(one => one.Completed).Skip(1).Select(one => (int)(one.At / 1024)).ShouldBe(served);
        trial.Disk.Travelled.ShouldBe(moved);
        // A millisecond for each cylinder, and one for each request.
        all.Max(one => one.Completed).ShouldBe(Instant.Start + (moved + 9).Ms);
    }

    [Fact]
    public void The_first_byte_of_a_track_comes_by_once_in_a_turn()
    {
        // A turn in 12 ms, 12 bytes: one in each.
        var trial = new DiskTrial(
            new(seek: new LinearSeek(5.Ms), cylinders: 10, heads: 1, track: 12.B, revolution: 12.Ms));
        var all = trial.Serve([(0.Us, 3, 2), (7.Ms, 1, 1), (30.Ms, 12 + 11, 1)]);
        // Waits for byte 3 until 3 ms, then two of them.
        all[0].Completed.ShouldBe(Instant.Start + 5.Ms);
        // At 7 ms byte 7 is there; byte 1 at 13.
        all[1].Completed.ShouldBe(Instant.Start + 14.Ms);
        // At 30 ms the arm leaves for cylinder 1, at 35 it is there: byte 11 is, too.
        all[2].Completed.ShouldBe(Instant.Start + 36.Ms);
    }

    [Fact]
    public void Requests_that_follow_each_other_on_a_disk_lose_no_turn_to_rounding()
    {
        // 7 bytes in a turn of 8⅓ ms: no byte takes whole nanoseconds.
        var trial = new DiskTrial(new(cylinders: 1, heads: 100, track: 7.B, rpm: 7200));
        var all = trial.Serve([.. Enumerable.Range(0, 100).Select(i => (0.Us, (long)i, 1))]);
        // ⌈100/7 × 60 s / 7200⌉.
        all.Max(one => one.Completed).Nanoseconds.ShouldBe((100L * 60_000_000_000 + 7 * 7200 - 1) / (7 * 7200));
    }

    /// OSTEP, chapter 37: three tracks of 12 sectors, each of 30 degrees; the disk turns by a degree in a time unit,
    /// and a move to the next track takes 40. At the beginning the middle of sector 6 is below the head: sectors count
    /// from their edges here, so that is degree 195. The program disk.py gives the same sums.
    [Theory]
    [InlineData("fifo", new[] { 0 }, 195)]
    [InlineData("fifo", new[] { 6 }, 375)]
    [InlineData("fifo", new[] { 30 }, 375)]
    [InlineData("fifo", new[] { 7, 30, 8 }, 795)]
    [InlineData("fifo", new[] { 10, 11, 12, 13 }, 585)]
    [InlineData("sstf", new[] { 7, 30, 8 }, 375)]
    [InlineData("satf", new[] { 7, 30, 8 }, 375)]
    [InlineData("satf", new[] { 7, 30, 31, 8 }, 405)]
    // With a window of two, 8 has to wait for both: 30 until 375, 31 until 405, then 80 + 280 + 30.
    [InlineData("bsatf", new[] { 7, 30, 31, 8 }, 795)]
    public void A_disk_serves_as_that_of_Three_Easy_Pieces(string order, int[] sectors, int units)
    {
        DiskOrder its = order switch
        {
            "fifo" => new FifoOrder(), "sstf" => new SstfOrder(), "satf" => new SatfOrder(), _ => new BsatfOrder(2),
        };
        var trial = new DiskTrial(
            new(its, new LinearSeek(40.Us), cylinders: 3, heads: 1, track: 360.B, revolution: 360.Us));
        var all = trial.Serve([.. sectors.Select(sector => (195.Us, sector * 30L, 30))]);
        all.Max(one => one.Completed).ShouldBe(Instant.Start + 195.Us + units.Us);
    }

    [Fact]
    public void The_arm_takes_as_long_as_the_formulas_say()
    {
        var measured = new RuemmlerWilkesSeek();
        measured.Time(0, 1962).ShouldBe(0.Ms);
        measured.Time(1, 1962).ShouldBe(3640.Us);
        measured.Time(100, 1962).ShouldBe(7240.Us);
        measured.Time(382, 1962).Nanoseconds.ShouldBe(11_057_928);
        measured.Time(383, 1962).ShouldBe(11_064.Us);
        measured.Time(1961, 1962).ShouldBe(23_688.Us);
        // Over all pairs of 10 000 cylinders, the mean is what was asked for, and the ends are.
        var curve = new LeeKatzSeek(1.Ms, 8.Ms, 15.Ms);
        curve.Time(1, 10_000).ShouldBe(1.Ms);
        curve.Time(9_999, 10_000).Nanoseconds.ShouldBeInRange((long)14.98e6, (long)15.02e6);
        double sum = 0, pairs = 0;
        for (var distance = 1; distance < 10_000; distance++)
        {
            sum += 2.0 * (10_000 - distance) * curve.Time(distance, 10_000).Nanoseconds;
            pairs += 2.0 * (10_000 - distance);
        }
        (sum / pairs).ShouldBe(8e6, 0.02e6);
    }
}
