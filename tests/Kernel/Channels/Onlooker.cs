using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Threads;

namespace Timeslice.Tests.Kernel.Channels;

/// Looks at all open files of a world after every event, and watches them: none may have become readable or writable
/// without a word.
sealed class Onlooker : Observer
{
    readonly World world;
    readonly Dictionary<OpenFile, Seen> files = [];

    public Onlooker(World world)
    {
        this.world = world;
        foreach (var machine in world.Machines) machine.Watch(this);
    }

    public int Rises { get; private set; }
    public int Closed { get; private set; }
    public HashSet<(Type, Use)> Kinds { get; } = [];

    /// Runs it to its end.
    public Ending Run(Duration? until = null)
    {
        while (true)
        {
            var ending = until is { } end ? world.Run(Instant.Start + end) : world.Run();
            Look();
            if (ending.Reason != EndReason.Stopped) return ending;
        }
    }

    public override void ThreadChanged(Machine machine, int thread, ThreadState state) => world.Simulation.Stop();
    public override void CpuChanged(Machine machine, int cpu, CpuState state, int thread) => world.Simulation.Stop();
    public override void ChannelChanged(Machine machine, Channel changed) => world.Simulation.Stop();

    void Look()
    {
        foreach (var file in world.Machines.SelectMany(its => its.PresentProcesses).SelectMany(its => its.Handles.All))
            if (!files.ContainsKey(file)) files.Add(file, new(this, file));
        foreach (var (file, seen) in files)
            if (seen.IsClosed) files.Remove(file);
            else Compare(file, seen);
        foreach (var machine in world.Machines) CheckBlocked(machine);
    }

    void Compare(OpenFile file, Seen seen)
    {
        var (reads, writes) = (file.IsReadable, file.IsWritable);
        if (reads && !seen.Reads) Rise(file, seen, Use.Reading);
        if (writes && !seen.Writes) Rise(file, seen, Use.Writing);
        (seen.Reads, seen.Writes, seen.Told) = (reads, writes, 0);
    }

    void Rise(OpenFile file, Seen seen, Use what)
    {
        Rises++;
        Kinds.Add((file.GetType(), what));
        var bit = 1 << (int)what;
        (seen.Told & bit).ShouldBe(bit, $"{file.GetType().Name} of {file.Channel.Name} for {what}"
            + $" at {world.Simulation.Now}");
    }

    // Nobody waits to read what is readable, unless one who was woken has not come to it yet.
    static void CheckBlocked(Machine machine)
    {
        for (var thread = 0; thread < machine.Threads.End; thread++)
        {
            if (machine.AwaitedBy(thread) is not { } at) continue;
            var transfer = machine.Threads.Transfers[thread];
            if (transfer.File is not { IsReadable: true } || transfer.Writes || transfer.Done > 0) continue;
            if (!at.What.StartsWith("bytes", StringComparison.Ordinal)) continue;
            Enumerable.Range(0, machine.Threads.End).Any(other => IsWoken(machine, other, at))
                .ShouldBeTrue($"{machine.NameOf(thread)} waits for {at.What}");
        }
    }

    static bool IsWoken(Machine machine, int thread, IAwaited at) =>
        machine.Threads.Transfers[thread].At == at && !machine.Threads[thread].IsBlocked;

    sealed class Seen : IWatcher
    {
        readonly Onlooker onlooker;

        public Seen(Onlooker onlooker, OpenFile file)
        {
            this.onlooker = onlooker;
            (Reads, Writes) = (file.IsReadable, file.IsWritable);
            file.AddWatcher(this);
        }

        public bool Reads { get; set; }
        public bool Writes { get; set; }
        public bool IsClosed { get; private set; }
        public int Told { get; set; }

        void IWatcher.Changed(OpenFile file) => Assert.Fail("is told what has changed");

        void IWatcher.Changed(OpenFile file, Use what) =>
            Told |= what == Use.Both ? 1 << (int)Use.Reading | 1 << (int)Use.Writing : 1 << (int)what;

        void IWatcher.Closed(OpenFile file)
        {
            IsClosed = true;
            onlooker.Closed++;
        }
    }
}
