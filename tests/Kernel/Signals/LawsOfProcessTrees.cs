using CsCheck;
using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Signals;

namespace Timeslice.Tests.Kernel.Signals;

/// <summary>Trees of processes that fork, end, wait, and signal each other.</summary>
public sealed class LawsOfProcessTrees
{
    static readonly Signal[] Sent =
        [Signal.Term, Signal.Usr1, Signal.Usr1, Signal.Chld, Signal.Stop, Signal.Tstp, Signal.Cont, Signal.Cont,
            Signal.Kill];
    static readonly Signal[] Caught = [Signal.Term, Signal.Usr1, Signal.Usr1, Signal.Chld, Signal.Tstp, Signal.Cont];
    static readonly What[] Deeds =
    [
        What.Fork, What.Fork, What.Fork, What.Fork, What.Exit, What.Wait, What.Wait, What.Kill, What.Kill, What.Kill,
        What.Kill, What.KillGroup, What.Block, What.Unblock, What.Unblock, What.Handle, What.Handle, What.Handle,
        What.Ignore, What.Default, What.Group,
    ];

    [Fact]
    public void When_c_exits_d_and_e_go_to_the_root()
    {
        var events = Run(Actor.Parse("a+b,b+c,c+d,c+e,c-")).Events;
        events.Where(its => its.At == 5_000_000).Select(its => its.What)
            .ShouldBe(["4 ends 0", "init adopts 5", "init adopts 6"]);
        events.ShouldBe(Sorted(new NaiveProcesses(Actor.Parse("a+b,b+c,c+d,c+e,c-")).Events));
    }

    [Fact]
    public void Random_trees_do_what_a_naive_model_says()
    {
        var compared = 0;
        Trees.Sample(make =>
        {
            var model = new NaiveProcesses(make());
            // Of what happens in one instant, the model does not know the order.
            if (model.IsTied) return;
            System.Threading.Interlocked.Increment(ref compared);
            var (machine, events) = Run(make());
            events.ShouldBe(Sorted(model.Events));
            (machine.MostZombies >= model.Zombies).ShouldBeTrue();
            LeavesNothing(machine);
        }, iter: 12_000);
        compared.ShouldBeGreaterThan(10_000);
    }

    // What may be left is what was stopped for ever, and its parents' zombies.
    static void LeavesNothing(Machine machine)
    {
        foreach (var process in machine.PresentProcesses)
            if (process.State == Timeslice.Kernel.Processes.ProcessState.Alive) process.Kill(Signal.Kill);
        machine.Run();
        (machine.Threads.Live, machine.Simulation.Population, machine.Table.Count, machine.Table.Zombies)
            .ShouldBe((0, 0, 0, 0));
        machine.Signalling.Active.ShouldBe(0);
    }

    static (Machine Machine, List<(long At, string What)> Events) Run(Actor root)
    {
        var (events, machine) = (new List<(long, string)>(), new Machine(new Simulation(), cpus: 16, new Fcfs()));
        machine.Watch(new Told(events));
        var r = new Variable(machine, "r", 0);
        machine.Log = line =>
        {
            var parts = line.Trim().Split(' ', 2);
            events.Add((machine.Simulation.Now.Nanoseconds, parts[1].Replace(" 1:", ":")));
        };
        machine.Start(machine.Process(root.Name), root.Name, new Program(root.Name, root.Operations(r)), isMain: true);
        machine.Run();
        return (machine, Sorted(events));
    }

    static List<(long At, string What)> Sorted(List<(long At, string What)> events) =>
        [.. events.OrderBy(its => its.At).ThenBy(its => its.What, StringComparer.Ordinal)];

    // A tree is made anew from its numbers wherever it is needed.
    static readonly Gen<Func<Actor>> Trees = Gen.Int[0, 1 << 30].Array[30, 60].Select(numbers => (Func<Actor>)(() =>
    {
        var (at, names) = (0, 0);
        return Make(depth: 0);

        int Draw(int below) => at < numbers.Length ? numbers[at++] % below : 0;

        Actor Make(int depth)
        {
            var actor = new Actor($"p{names++}");
            for (var left = 2 + Draw(6); left > 0 && at < numbers.Length; left--)
            {
                var after = 1 + Draw(5_000_000);
                var what = Deeds[Draw(Deeds.Length)];
                if (what == What.Fork && (depth > 4 || names > 12)) continue;
                var signal = what is What.Kill or What.KillGroup
                    ? Sent[Draw(Sent.Length)] : Caught[Draw(Caught.Length)];
                actor.Deeds.Add((after, new(what, what == What.Exit ? Draw(256) : 2 + Draw(10), signal)
                {
                    Child = what == What.Fork ? Make(depth + 1) : null,
                }));
            }
            return actor;
        }
    }));

    sealed class Told(List<(long, string)> events) : Observer
    {
        void Add(Machine machine, string what) => events.Add((machine.Simulation.Now.Nanoseconds, what));

        public override void ProcessEnded(Machine machine, Process process) =>
            Add(machine, $"{process.Pid} ends {process.Status}");

        public override void ProcessAdopted(Machine machine, Process process) =>
            Add(machine, $"init adopts {process.Pid}");

        public override void ProcessReaped(Machine machine, Process process, int by) =>
            Add(machine, $"{(by < 0 ? 1 : machine.ProcessOf(by).Pid)} reaps {process.Pid}");
    }
}
