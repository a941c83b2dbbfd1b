using CsCheck;
using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Devices;
using Timeslice.Kernel.Memory;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Tests.Kernel.Devices;

/// One thread after the other reads and writes through a cache, and a model does with a list of pages: the same pages
/// are found, and the device behind is asked for the same.
public sealed class PageCachesAgainstAList
{
    const int Page = 10, Capacity = 205;

    public static TheoryData<string, CacheWrites> Kinds => new()
    {
        { "lru", CacheWrites.Back }, { "lru", CacheWrites.Through }, { "fifo", CacheWrites.Back },
        { "fifo", CacheWrites.Through }, { "clock", CacheWrites.Back },
    };

    [Theory, MemberData(nameof(Kinds))]
    public void A_cache_finds_reads_and_writes_the_pages_that_a_list_does(string replacement, CacheWrites writes) =>
        (from size in Gen.Int[1, 6]
         from calls in Gen.Select(Gen.Int[0, 9], Gen.Int[0, Capacity - 1], Gen.Int[1, 45]).Array[1, 30]
         select (size, calls)).Sample(plan =>
        {
            var machine = new Machine(new Simulation(), cpus: 1, new Fcfs());
            var disk = new Ssd(machine, channels: 1, latency: 100.Us, writeLatency: 300.Us, capacity: Capacity.B);
            var cache = new PageCache(machine, disk, (plan.size * Page + 3).B, Page.B, Made(replacement), writes);
            var naive = new NaivePageCache(Page, Capacity, plan.size, replacement, writes);
            var program = new List<Operation>();
            foreach (var (what, at, wanted) in plan.calls)
            {
                var bytes = Math.Min(wanted, Capacity - at);
                if (what == 0) naive.Sync();
                else naive.Use(at, bytes, isWrite: what > 6);
                program.Add(what == 0 ? new Sync(cache)
                    : what > 6 ? new Write(cache, bytes.B, at: at.B) : new Read(cache, bytes.B, at: at.B));
            }
            machine.Start(machine.Process("app"), "main", new Program("main", [.. program]));
            machine.Run().Reason.ShouldBe(EndReason.Done);
            (cache.Hits, cache.Misses, cache.Dirty).ShouldBe((naive.Hits, naive.Misses, naive.Dirty));
            (disk.Completed, disk.Read, disk.Written).ShouldBe((naive.Requests, naive.Read, naive.Written));
            (cache.Completed + cache.Withdrawn + cache.InFlight).ShouldBe(cache.Submitted);
        }, iter: 1_000);

    static Replacement Made(string name) => name switch
    {
        "lru" => new Lru(), "fifo" => new Timeslice.Kernel.Memory.Fifo(), _ => new Clock(),
    };
}
