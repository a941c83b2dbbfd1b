using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Devices;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Tests.Kernel.Devices;

/// Page caches, by hand: what is paid for, and who waits for whom.
public sealed class LawsOfPageCaches
{
    const int Page = 4096;

    readonly Machine machine = new(new Simulation(), cpus: 2, new Fcfs(),
        CostProfiles.Free with { SystemCall = 1.Us, DeviceSubmit = 10.Us, DeviceInterrupt = 7.Us, MemoryKiB = 100.Ns });
    readonly Ssd disk;
    readonly PageCache cache;

    public LawsOfPageCaches()
    {
        disk = new Ssd(machine, channels: 1, latency: 500.Us);
        cache = new PageCache(machine, disk, 16.KiB);
    }

    Instant Run(params Operation[] main)
    {
        machine.Start(machine.Process("app"), "main", new Program("main", main));
        return machine.Run().At;
    }

    Read Read(int first, int pages) => new(cache, new Bytes(pages * Page), at: new Bytes(first * Page));
    Write Write(int first, int pages) => new(cache, new Bytes(pages * Page), at: new Bytes(first * Page));

    [Fact]
    public void What_is_there_costs_a_call_and_the_copy()
    {
        // The first: a call, the drive, its interrupt, the request and 8 KiB; the second: a call and 8 KiB.
        Run(Read(0, 2), Read(0, 2)).ShouldBe(Instant.Start + (1 + 500 + 7 + 10).Us + 800.Ns + 1.Us + 800.Ns);
        (cache.Hits, cache.Misses, disk.Completed, disk.Read).ShouldBe((2, 2, 1, 2 * Page));
    }

    // As above; the loop's question to the kernel falls into the time of the drive.
    [Fact]
    public void A_coroutine_that_awaits_what_is_not_there_pays_for_the_request_too() =>
        Run(new Await(new Awaited(Read(0, 2)))).ShouldBe(Instant.Start + (1 + 500 + 7 + 10).Us + 800.Ns);

    [Fact]
    public void Who_does_not_wait_pays_for_the_request_when_told_of_the_bytes()
    {
        var told = machine.Add(new Variable("told"));
        var read = new Read(cache, new Bytes(2 * Page), at: new Bytes(0), mode: IoMode.NonBlocking, @as: told);
        Run(read, new Sleep(1.Ms), read).ShouldBe(Instant.Start + 1.Us + 1001.Us + (1 + 10).Us + 800.Ns);
    }

    [Fact]
    public void What_is_written_back_costs_no_wait_until_somebody_syncs()
    {
        Run(Write(0, 3), Write(1, 1), new Sync(cache), new Sync(cache)).ShouldBe(
            Instant.Start + 1.Us + 1200.Ns + 1.Us + 400.Ns + (1 + 500 + 7).Us + 1.Us);
        (cache.PagesWritten, disk.Written, disk.Completed, cache.Dirty).ShouldBe((3, 3 * Page, 1, 0));
    }

    [Fact]
    public void Who_wants_a_page_that_another_reads_waits_for_that()
    {
        var app = machine.Process("app");
        machine.Start(app, "first", new Program("first", Read(0, 4)));
        machine.Start(app, "second", new Program("second", new Compute(100.Us), Read(2, 1)));
        machine.Run();
        // Both go on when the one request is done.
        (disk.Completed, cache.Misses, cache.Hits).ShouldBe((1, 5, 0));
        cache.Response(ofWrites: false).Max.ShouldBe(507.Us);
        cache.Response(ofWrites: false).Min.ShouldBe(407.Us);
    }

    [Fact]
    public void A_sync_of_what_keeps_nothing_comes_back_at_once() =>
        Run(new Sync(disk)).ShouldBe(Instant.Start + 1.Us);

    [Fact]
    public void Pages_that_make_room_are_written_but_nobody_waits()
    {
        // Four dirty pages fill the cache; one of them leaves before another is read. Both requests are paid for.
        Run(Write(0, 4), Read(10, 1)).ShouldBe(Instant.Start + 1.Us + 1600.Ns + (1 + 500 + 500 + 7 + 20).Us + 400.Ns);
        (disk.Written, disk.Read, cache.Dirty).ShouldBe((Page, Page, 3));
    }
}
