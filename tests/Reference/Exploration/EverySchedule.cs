using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Lock = Timeslice.Kernel.Programs.Lock;

namespace Timeslice.Tests.Reference;

/// Runs an abstract program in the kernel again and again, until every choice that a scheduler could make was made.
/// <remarks>
/// One CPU, no time passes, and each thread yields after each act: so a schedule is a string of choices, and what the
/// kernel does next depends only on where the threads and the mutexes are. Where that was met before, a run goes no
/// further.
/// </remarks>
sealed class EverySchedule(Act[][] acts)
{
    readonly Act[][] program = acts;
    readonly HashSet<long> met = [];

    // What was chosen, and of how many, as long as there was a choice.
    readonly List<(int Chosen, int Of)> choices = [];

    /// Runs that it took.
    public int Runs { get; private set; }

    /// Every way in which the kernel can end it.
    public HashSet<Fate> Fates()
    {
        var fates = new HashSet<Fate>();
        do
        {
            Runs++;
            try { fates.Add(Run()); }
            catch (MetBefore) { }
        }
        while (HasAnother());
        return fates;
    }

    /// The next string of choices, in the order of counting; false after the last.
    bool HasAnother()
    {
        while (choices is [.., var (chosen, of)] && chosen == of - 1) choices.RemoveAt(choices.Count - 1);
        if (choices.Count == 0) return false;
        choices[^1] = choices[^1] with { Chosen = choices[^1].Chosen + 1 };
        return true;
    }

    Fate Run()
    {
        var chooser = new Chooser(this);
        var machine = new Machine(new Simulation(), 1, chooser);
        chooser.Mutexes = [new(machine), new(machine)];
        var process = machine.Process("abstract");
        foreach (var (number, own) in program.Index())
            machine.Start(process, $"{number}", new Program("acts", [.. own.SelectMany(act => (Operation[])
            [
                act.Locks ? new Lock(chooser.Mutexes[act.Which]) : new Unlock(chooser.Mutexes[act.Which]), new Yield(),
            ])]));
        return machine.Run().Reason switch
        {
            EndReason.Done => Fate.Done,
            EndReason.ProgramError => Fate.Error,
            _ => machine.Deadlock!.IsCycle ? Fate.Circle : Fate.Stuck,
        };
    }

    sealed class MetBefore : Exception;

    /// Takes whichever of the ready threads it is told to.
    sealed class Chooser(EverySchedule schedules) : Scheduler
    {
        readonly List<int> ready = [];
        int made;

        public Mutex[] Mutexes { get; set; } = [];

        public override void Enqueue(int thread, Arrival how)
        {
            ready.Add(thread);
            ready.Sort();
        }

        public override void Remove(int thread) => ready.Remove(thread);

        public override int Pick(int cpu)
        {
            if (ready.Count == 0) return -1;
            var chosen = ready[ready.Count == 1 ? 0 : Choice()];
            ready.Remove(chosen);
            return chosen;
        }

        int Choice()
        {
            var choices = schedules.choices;
            if (made == choices.Count)
            {
                if (!schedules.met.Add(Place)) throw new MetBefore();
                choices.Add((0, ready.Count));
            }
            choices[made].Of.ShouldBe(ready.Count);
            return choices[made++].Chosen;
        }

        /// Where all threads and both mutexes are, as one number.
        long Place
        {
            get
            {
                var place = 1L;
                for (var thread = 0; thread < schedules.program.Length; thread++)
                    place = place * 64 + (Threads.IsLive(thread) ? Threads[thread].Pc + 1 : 0);
                Span<int> line = stackalloc int[3];
                foreach (var mutex in Mutexes)
                {
                    place = place * 8 + mutex.Owner + 2;
                    for (var i = mutex.WhoWaits(line) - 1; i >= 0; i--) place = place * 4 + line[i] + 1;
                    place *= 4;
                }
                return place;
            }
        }
    }
}
