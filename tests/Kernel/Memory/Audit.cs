using Timeslice.Kernel;
using Timeslice.Kernel.Memory;
using Timeslice.Kernel.Programs;

namespace Timeslice.Tests.Kernel.Memory;

/// Counts anew, from the tables of all who are there, what the machine says.
sealed class Audit(ulong seed) : Operation
{
    protected internal override Flow Execute(Machine machine, int thread)
    {
        Check(machine, seed);
        return Flow.Next;
    }

    public static void Check(Machine machine, ulong seed)
    {
        var paging = machine.Paging!;
        var spaces = machine.PresentProcesses.Where(process => !process.IsOver)
            .Select(process => process.Space.Memory!).Distinct().ToList();
        var holders = new Dictionary<int, int>();
        foreach (var space in spaces)
        {
            var resident = 0L;
            foreach (var region in space.Regions)
                foreach (var (_, entry) in region.Touched())
                {
                    if (!entry.IsPage) continue;
                    holders[entry.Page] = holders.GetValueOrDefault(entry.Page) + 1;
                    if (paging[entry.Page].IsResident) resident += region.Frames;
                    (entry.IsProtected || paging[entry.Page].Holders == 1).ShouldBeTrue($"seed {seed}");
                }
            space.Resident.ShouldBe(resident, $"seed {seed}: resident");
        }
        foreach (var (page, count) in holders) paging[page].Holders.ShouldBe(count, $"seed {seed}: holders");
        paging.Contents.ShouldBe(holders.Count, $"seed {seed}: contents");
        paging.Used.ShouldBe(holders.Keys.Sum(page => paging[page].IsResident ? paging[page].Frames : 0),
            $"seed {seed}: frames");
        paging.Used.ShouldBeLessThanOrEqualTo(machine.Memory!.Frames, $"seed {seed}: frames");
        var inSwap = holders.Keys.Count(page => paging[page].Backing == Backing.Swap);
        paging.SwapUsed.ShouldBe(inSwap, $"seed {seed}: swap");
        paging.SwapUsed.ShouldBeLessThanOrEqualTo(machine.Memory!.SwapFrames, $"seed {seed}: swap");
        paging.Committed.ShouldBe(spaces.Sum(space => space.Reserved), $"seed {seed}: committed");
    }
}
