using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Memory;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Tests.Kernel.Memory;

/// A machine with memory and one process, to try things on.
sealed class Paged
{
    public Machine Machine { get; }
    public PhysicalMemory Memory => Machine.Paging!;
    public List<string> Faults { get; } = [];

    public Paged(MainMemory memory, Costs? costs = null, int cpus = 1)
    {
        Machine = new(new Simulation(), cpus, new Fcfs(), costs) { Memory = memory };
        Machine.Watch(new Told(Faults));
    }

    public Ending Run(params Operation[] main) => Run(default, main);

    public Ending Run(Bytes image, params Operation[] main)
    {
        Start("app", image, main);
        return Machine.Run();
    }

    public Process Start(string name, Bytes image, params Operation[] main)
    {
        var process = Machine.Process(name, image);
        Machine.Start(process, "main", new Program("main", main), isMain: true);
        return process;
    }

    /// Whatever the processes were, nothing is left of what they had.
    public void NothingIsLeft()
    {
        Memory.Used.ShouldBe(0);
        Memory.SwapUsed.ShouldBe(0);
        Memory.Contents.ShouldBe(0);
        Memory.Committed.ShouldBe(0);
    }

    sealed class Told(List<string> faults) : Observer
    {
        public override void PageFaulted(Machine machine, int thread, string region, long at, Fault fault) =>
            faults.Add($"{machine.ProcessOf(thread).Pid} {region} {at} {fault}");

        public override void PageEvicted(Machine machine, string region, long at, bool isWritten) =>
            faults.Add($"{region} {at} {(isWritten ? "out" : "dropped")}");
    }
}
