// A scheduler of one's own: last come, first served, against first come, first served.
//
//     dotnet run scenarios/scripts/own-scheduler.cs
//
// Look for the third, which came last and is done second: the first had the CPU already.
#:project ../../engine/Kernel
using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Work = Timeslice.Kernel.Programs.Program;

Run(new Fcfs());
Run(new Lifo());

static void Run(Scheduler policy)
{
    var machine = new Machine(cpus: 1, policy);
    var app = machine.Process("app");
    foreach (var name in (string[])["first", "second", "third"])
        machine.Start(app, name, new Work(name, new Compute(10.Ms)));
    machine.Run();
    var ends = string.Join(", ", machine.Classes.Select(its => $"{its.Name} {its.Turnaround.Max}"));
    Console.WriteLine($"{policy.GetType().Name}: {ends}");
}

/// <summary>The last that came is served first: a bad idea, in eight lines.</summary>
sealed class Lifo : Scheduler
{
    readonly Stack<int> ready = new();

    public override void Enqueue(int thread, Arrival how) => ready.Push(thread);
    public override int Pick(int cpu) => ready.TryPop(out var next) ? next : -1;
    public override void Remove(int thread) => throw new NotSupportedException("nobody is killed here");
}
