using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Detectors;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Tests.Reference;
using Once = Timeslice.Kernel.Programs.Once;
using Program = Timeslice.Kernel.Programs.Program;

namespace Timeslice.Tests.Kernel.Detectors;

/// Races on random programs, against what keeps the whole run.
public class RacesAgainstNaive
{
    [Fact]
    public void What_is_found_races_and_each_variable_that_races_is_found()
    {
        var (racy, clean) = (0, 0);
        foreach (var seed in Cases.Seeds(1_000))
        {
            var machine = new Machine(new Simulation(seed), 1 + (int)(seed % 3), new RoundRobin(7.Ns));
            var races = machine.Watch(new Races());
            var naive = machine.Watch(new NaiveHappensBefore());
            new Writer(machine, seed).Write();
            machine.Run(Instant.Start + 1.Ms);
            var found = races.Findings.Select(finding => NaiveHappensBefore.Race(
                finding.Text.Split(':')[0], finding.Sources[0].Line, finding.Sources[^1].Line)).ToList();
            found.ShouldBeSubsetOf(naive.Races, $"seed {seed}");
            found.Select(race => race.Item1).Distinct().ShouldBe(
                naive.Races.Select(race => race.Variable).Distinct(), ignoreOrder: true, $"seed {seed}");
            foreach (var variable in machine.Variables)
                if (found.Any(race => race.Item1 == variable.Name)) racy++;
                else clean++;
        }
        racy.ShouldBeGreaterThan(500);
        clean.ShouldBeGreaterThan(500);
    }

    /// Writes random programs; each operation has a line of its own.
    sealed class Writer(Machine machine, ulong seed)
    {
        readonly Variable[] variables = [new(machine, "x"), new(machine, "y"), new(machine, "z")];
        readonly Mutex mutex = new(machine), ofCondition = new(machine);
        readonly SpinLock spin = new(machine);
        readonly ReadWriteLock book = new(machine);
        readonly Semaphore items = new(machine, permits: 1_000, initial: 0);
        readonly Barrier barrier = new(machine, parties: 2);
        readonly Latch latch = new(machine, count: 2);
        readonly Timeslice.Kernel.Locks.Once once = new(machine);
        RandomStream random = new(seed, 0, "programs");
        int line, programs;

        public void Write()
        {
            var condition = new Condition(machine, ofCondition, morphing: Next(2) == 0);
            Process[] processes = [machine.Process("p"), machine.Process("q")];
            for (var i = 2 + Next(3); i > 0; i--)
                machine.Start(processes[Next(5) / 4], $"t{i}", Program(condition, depth: 2), count: 1 + Next(2));
        }

        Program Program(Condition condition, int depth) =>
            new($"program {++programs}", [.. Some(2 + Next(5), condition, depth)]);

        IReadOnlyList<Operation> Some(int count, Condition condition, int depth) =>
            [.. Enumerable.Range(0, count).Select(_ => One(condition, depth))];

        Operation One(Condition condition, int depth)
        {
            var (at, which) = (new SourceLine("s.yaml", ++line, 1), variables[Next(3)]);
            Formula any = variables[Next(3)];
            IReadOnlyList<Operation> Inside() => Some(1 + Next(2), condition, depth - 1);
            return Next(depth > 0 ? 20 : 8) switch
            {
                0 or 1 => new Set(which, any % 1_000 + 1, (1 + Next(9)).Ns) { Source = at },
                2 or 3 => new Atomic(which, (Formula)which % 1_000 + 1) { Source = at },
                4 => new If(any > 3, [new Compute(3.Ns)]) { Source = at },
                5 => new Compute((1 + Next(20)).Ns),
                6 => new Release(items),
                7 => new NotifyAll(condition),
                8 or 9 => new With(mutex, Inside()),
                10 => new With(spin, [new Set(which, any % 1_000, 2.Ns) { Source = at }]),
                11 => new ReadLock(book, Inside()),
                12 => new WriteLock(book, Inside()),
                13 => new With(ofCondition, [new Wait(condition, timeout: 50.Ns), .. Inside()]),
                14 => new Arrive(barrier, timeout: 100.Ns),
                15 => new Once(once, Inside()),
                16 => new Repeat(1 + Next(3), Inside()),
                17 => new Acquire(items),
                18 => Next(3) == 0 ? new Arrive(latch) : new Wait(latch, timeout: 100.Ns),
                _ => new Repeat(1,
                [
                    new Spawn(Program(condition, depth - 1), 1 + Next(2), Next(4) == 0 ? "j1" : "j0"), .. Inside(),
                    new Join("j0"),
                ]),
            };
        }

        int Next(int below) => (int)(random.NextBits() % (ulong)below);
    }
}
