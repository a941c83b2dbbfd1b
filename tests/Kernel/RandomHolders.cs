using System.Globalization;
using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Tests.Kernel;

/// Processes that take permits of one semaphore and give them back, each on a CPU of its own, and die at times drawn
/// beforehand: by the kernel, and by a naive simulation that shares nothing with it.
sealed class RandomHolders
{
    const int Processes = 6, Steps = 14;
    const long Never = long.MaxValue;

    readonly int permits, initial;
    readonly bool undo;

    // Of each process: how long it sleeps before each step, and whether that takes (1) or gives (−1).
    readonly List<List<(long Sleep, int Takes)>> plans = [];
    readonly List<long> deaths = [];

    public RandomHolders(ulong seed, bool undo)
    {
        this.undo = undo;
        var random = new RandomStream(seed, 0, "holders");
        long Below(long limit) => (long)(random.NextBits() % (ulong)limit);
        permits = 1 + (int)Below(4);
        initial = (int)Below(permits + 1);
        var unclaimed = permits - initial;
        for (var process = 0; process < Processes; process++)
        {
            var (held, plan) = (0, new List<(long, int)>());
            for (var i = 0; i < Steps; i++)
            {
                var gives = Below(2) == 0;
                if (gives && held == 0 && unclaimed-- <= 0) gives = false;
                held += gives ? -1 : 1;
                held = Math.Max(0, held);
                // Nobody can take more than there are, and go on.
                if (held > permits) break;
                // So many that hardly ever two things happen in one instant.
                plan.Add((1 + Below(1_000_000_000), gives ? -1 : 1));
            }
            plans.Add(plan);
            deaths.Add(Below(2) == 0 ? Never : 1 + Below(5_000_000_000));
        }
    }

    /// Ends of processes that held something, and takings that had to wait.
    public int Held { get; private set; }
    public int Waited { get; private set; }

    /// What happened, by time, and what is left.
    public string OfKernel()
    {
        var machine = new Machine(new Simulation(), cpus: 2 * Processes, new Fcfs());
        var door = machine.Add("door", new IpcSemaphore(permits, initial, undo));
        var events = new List<(long, int, string)>();
        machine.Log = line => events.Add((machine.Simulation.Now.Nanoseconds,
            int.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture), "takes"));
        machine.Watch(new Ends(events));
        for (var i = 0; i < Processes; i++)
        {
            var process = machine.Process($"{i}");
            List<Operation> program = [];
            foreach (var (sleep, takes) in plans[i])
            {
                program.Add(new Sleep(new Duration(sleep)));
                if (takes > 0) program.AddRange([new Acquire(door), new Log($"{i}")]);
                else program.Add(new Release(door));
            }
            machine.Start(process, "holder", new Program("holder", program), isMain: true);
            if (deaths[i] < Never)
                machine.Start(process, "killer",
                    new Program("killer", new Sleep(new Duration(deaths[i])), new Crash()));
        }
        machine.Run();
        door.HeldBy.Count.ShouldBeLessThanOrEqualTo(permits - door.Free);
        return Say(events, door.Free, door.Undone, door.Lost);
    }

    public string OfNaive()
    {
        var events = new List<(long, int, string)>();
        var (free, undone, lost) = (initial, 0L, 0L);
        var line = new List<int>();
        var (next, step, held) = (new long[Processes], new int[Processes], new int[Processes]);
        var alive = Enumerable.Range(0, Processes).ToHashSet();
        var done = new Queue<int>();
        for (var i = 0; i < Processes; i++) Begin(i, 0);
        while (alive.Count > 0)
        {
            var (who, at) = (-1, Never);
            foreach (var i in alive.Order())
                if (Math.Min(next[i], deaths[i]) < at) (who, at) = (i, Math.Min(next[i], deaths[i]));
            if (who < 0) break;
            if (deaths[who] == at) End(who, at);
            else if (plans[who][step[who]].Takes > 0)
            {
                if (free == 0) Waited++;
                line.Add(who);
                next[who] = Never;
            }
            else
            {
                free++;
                GoOn(who, at, takes: -1);
            }
            Serve(at);
            // Who has done its last step ends, and what it leaves serves others.
            while (done.TryDequeue(out var last))
            {
                End(last, at);
                Serve(at);
            }
        }
        return Say(events, free, undone, lost);

        void Serve(long now)
        {
            for (; free > 0 && line.Count > 0; line.RemoveAt(0))
            {
                free--;
                events.Add((now, line[0], "takes"));
                GoOn(line[0], now, takes: 1);
            }
        }

        void GoOn(int i, long now, int takes)
        {
            held[i] += takes;
            step[i]++;
            Begin(i, now);
        }

        void Begin(int i, long now)
        {
            next[i] = step[i] < plans[i].Count ? now + plans[i][step[i]].Sleep : Never;
            if (step[i] == plans[i].Count) done.Enqueue(i);
        }

        void End(int i, long now)
        {
            events.Add((now, i, "ends"));
            alive.Remove(i);
            line.Remove(i);
            next[i] = Never;
            if (held[i] > 0) Held++;
            if (!undo) lost += Math.Max(0, Math.Min(held[i], initial - free - lost));
            else if (held[i] >= 0)
            {
                var back = Math.Min(held[i], permits - free);
                free += back;
                undone += back;
            }
            else free -= Math.Min(-held[i], free);
            held[i] = 0;
        }
    }

    static string Say(List<(long At, int Who, string What)> events, long free, long undone, long lost) =>
        string.Join('\n', events.Order().Select(one => $"{one.At} {one.Who} {one.What}"))
            + $"\n{free} free, {undone} undone, {lost} lost";

    sealed class Ends(List<(long, int, string)> events) : Observer
    {
        public override void ProcessEnded(Machine machine, Process process) => events.Add(
            (machine.Simulation.Now.Nanoseconds, int.Parse(process.Name, CultureInfo.InvariantCulture), "ends"));
    }
}
