using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Calls;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Program = Timeslice.Kernel.Programs.Program;
using Thread = Timeslice.Kernel.Thread;

namespace Timeslice.Tests.Kernel;

public class LawsOfVariables
{
    readonly Bench bench = new(new RoundRobin(10.Ns));
    readonly Variable counter;

    public LawsOfVariables() => counter = new(bench.Machine, "counter");

    Formula Counter => counter;

    // The first writes 1 at 4, 2 at 8, reads 2 and loses the CPU at 10. The second reads 2, writes 3 at 14, 4 at 18,
    // reads 4 and loses the CPU at 20. The first writes 3 at 22 and is done; the second writes 5 at 24.
    [Fact]
    public void Two_threads_lose_the_updates_that_a_schedule_by_hand_loses()
    {
        bench.Machine.Start(bench.Process, "worker",
            new Program("worker", new Repeat(3, [new Set(counter, Counter + 1, 4.Ns)])), count: 2);
        bench.Run().At.ShouldBe(Instant.Start + 24.Ns);
        counter.In(bench.Process).ShouldBe(5);
    }

    [Fact]
    public void Two_threads_lose_the_updates_that_a_naive_schedule_loses()
    {
        foreach (var (quantum, takes) in from quantum in Enumerable.Range(1, 12)
                                         from takes in Enumerable.Range(1, 15) select (quantum, takes))
        {
            var naive = Naive(updates: 40, takes, quantum);
            foreach (var isMethod in (bool[])[false, true])
            {
                var two = new Bench(new RoundRobin(quantum.Ns));
                var shared = new Variable(two.Machine, "shared");
                if (isMethod)
                    two.Process.Threads("worker", 2, async self =>
                    {
                        for (var i = 0; i < 40; i++) await shared.Set(self, value => value + 1, takes.Ns);
                    });
                else
                    two.Machine.Start(two.Process, "worker",
                        new Program("worker", new Repeat(40, [new Set(shared, (Formula)shared + 1, takes.Ns)])), 2);
                two.Run();
                shared.In(two.Process).ShouldBe(naive, $"quantum {quantum}, takes {takes}, method {isMethod}");
            }
        }

        // A burst that ends with its slice ends first, and the next one begins, and reads, before the CPU is lost.
        static long Naive(int updates, long takes, long quantum)
        {
            var (counter, todo, left, read) = (0L, new[] { updates, updates }, new long[2], new long[2]);
            for (var who = 0; todo.Sum() > 0; who = 1 - who)
            {
                if (todo[who] > 0 && left[who] == 0) (left[who], read[who]) = (takes, counter);
                var slice = quantum;
                for (; todo[who] > 0 && slice >= left[who]; todo[who]--)
                {
                    slice -= left[who];
                    counter = read[who] + 1;
                    (left[who], read[who]) = (takes, counter);
                }
                left[who] -= slice;
            }
            return counter;
        }
    }

    [Fact]
    public void An_atomic_update_is_never_lost()
    {
        bench.Machine.Start(bench.Process, "worker", new Program("worker",
            new Repeat(100, [new Atomic(counter, Counter + 1), new Compute(3.Ns)])), count: 3);
        bench.Process.Threads("method", 3, async self =>
        {
            for (var i = 0; i < 100; i++)
            {
                await counter.Atomic(self, value => value + 1);
                await self.Compute(3.Ns);
            }
        });
        bench.Run();
        counter.In(bench.Process).ShouldBe(600);
    }

    [Fact]
    public void Methods_and_programs_do_the_same_at_the_same_time_and_price()
    {
        Outcome(isMethod: true).ShouldBe(Outcome(isMethod: false));

        static (ulong, Instant, long, long) Outcome(bool isMethod)
        {
            var one = new Bench(new RoundRobin(7.Us), cpus: 2, CostProfiles.LinuxVm);
            var (a, b) = (new Variable(one.Machine, "a"), new Variable(one.Machine, "b", initial: 5));
            if (isMethod) one.Process.Threads("worker", 5, Worker);
            else
                one.Machine.Start(one.Process, "worker", new Program("worker", new Repeat(50,
                [
                    new Set(a, (Formula)a + 2, 3.Us), new Atomic(b, (Formula)b * 3 % 1000), new Set(a, (Formula)a - 1),
                    new If((Formula)b > 500, [new Compute(1.Us)]), new Yield(),
                ])), 5);
            var ending = one.Run();
            return (one.Machine.Fingerprint, ending.At, a.In(one.Process), b.In(one.Process));

            async SimTask Worker(Thread self)
            {
                for (var i = 0; i < 50; i++)
                {
                    await a.Set(self, value => value + 2, 3.Us);
                    await b.Atomic(self, value => value * 3 % 1000);
                    await a.Set(self, value => value - 1);
                    if (b.Read(self) > 500) await self.Compute(1.Us);
                    await self.Yield();
                }
            }
        }
    }

    [Fact]
    public void Each_process_and_each_thread_has_its_own()
    {
        var own = new Variable(bench.Machine, "own", initial: 10, VariableOwner.Thread);
        var program = new Program("worker", new Repeat(2, [new Set(own, (Formula)own + Formula.Self, 1.Ns)]),
            new Set(counter, Counter + own, 0.Ns));
        bench.Machine.Start(bench.Process, "worker", program, count: 3);
        var other = bench.Machine.Process("other");
        bench.Machine.Start(other, "worker", program);
        var late = new Variable(bench.Machine, "late", initial: 3);
        bench.Run();
        counter.In(bench.Process).ShouldBe(12 + 14 + 16);
        (counter.In(other), late.In(other)).ShouldBe((12, 3));
        Should.Throw<InvalidOperationException>(() => own.In(other));
    }

    [Fact]
    public void A_thread_that_gets_the_number_of_another_begins_anew()
    {
        var own = new Variable(bench.Machine, "own", initial: 1, VariableOwner.Thread);
        var child = new Program("child", new Set(counter, Counter * 2 + own, 0.Ns), new Set(own, 7, 0.Ns));
        bench.Start("parent", new Repeat(3, [new Spawn(child), new Join()]));
        bench.Run();
        counter.In(bench.Process).ShouldBe(7);
    }

    [Fact]
    public void Arithmetic_is_whole_and_says_what_holds()
    {
        Formula x = counter;
        Formula[] formulas =
        [
            7 / (x + 2), -7 / (x + 2), (x + 7) % 4, -((x + 7) % 4), 3 < x + 4, x + 3 >= 4, Formula.Equal(x, 0),
            Formula.Unequal(x, 0), (x + 2 > 1) & (x < 1), (x + 5) & (x + 6), x | (x < 0), !x, !(x + 9),
            Formula.Min(x, -2), Formula.Max(x, 2), Formula.Abs(x - 3), x - 1 - 1, (x + long.MinValue) % -1,
        ];
        Values(formulas).ShouldBe([3, -3, 3, -3, 1, 0, 1, 0, 1, 1, 0, 1, 0, -2, 2, 3, -2, 0]);
        formulas[8].ToString().ShouldBe("(counter + 2) > 1 and counter < 1");
    }

    [Fact]
    public void The_right_side_is_not_looked_at_where_the_left_one_decides() =>
        Values([Counter & (1 / Counter), 1 | (1 / Counter)]).ShouldBe([0, 1]);

    long[] Values(Formula[] formulas)
    {
        var places = formulas.Select((_, i) => new Variable(bench.Machine, $"value {i}")).ToArray();
        bench.Start("job", [.. formulas.Zip(places, (formula, place) => new Set(place, formula, 0.Ns))]);
        bench.Run();
        return [.. places.Select(place => place.In(bench.Process))];
    }

    [Fact]
    public void What_goes_beyond_64_bits_ends_the_run_and_names_thread_and_place()
    {
        Refused(Counter + long.MaxValue + 1, "job (s.yaml:3:5) works out (counter + 9223372036854775807) + 1, "
            + "which goes beyond 64 bits: 9223372036854775807 + 1");
        Refused(Counter * 0 - long.MinValue, "goes beyond 64 bits");
        Refused((Counter + long.MinValue) / -1, "goes beyond 64 bits");
        Refused((Counter + long.MaxValue) * 2, "goes beyond 64 bits");
    }

    [Fact]
    public void A_division_by_zero_ends_the_run()
    {
        Refused(7 / Counter, "works out 7 / counter, which divides by zero: 7 / 0");
        Refused(7 % Counter, "divides by zero");
    }

    static void Refused(Formula formula, string problem)
    {
        var one = new Bench(new Fcfs());
        _ = new Variable(one.Machine, "counter");
        one.Start("job", new Set(new VariableReference(0, "counter"), formula) { Source = new("s.yaml", 3, 5) });
        var ending = one.Run();
        ending.Reason.ShouldBe(EndReason.ProgramError);
        ending.Evidence.ShouldNotBeNull().ShouldContain(problem);
    }

    [Fact]
    public void Observers_are_told_who_reads_and_writes_where()
    {
        var own = new Variable(bench.Machine, "own", of: VariableOwner.Thread);
        var diary = new Accesses();
        bench.Machine.Observer = diary;
        bench.Start("job",
            new Set(counter, Counter + own, 5.Ns) { Source = new("s.yaml", 1, 1) },
            new Atomic(counter, Counter + own) { Source = new("s.yaml", 2, 1) },
            new If(Counter > 3, [], [new Check(Counter < 9) { Source = new("s.yaml", 4, 1) }])
            {
                Source = new("s.yaml", 3, 1),
            });
        bench.Run();
        diary.Lines.ShouldBe([
            "0ns 1 Read counter", "0ns 1 Read own", "5ns 1 Write counter",
            "5ns 2 Atomic counter", "5ns 2 Read own", "5ns 3 Read counter", "5ns 4 Read counter",
        ]);
    }

    [Fact]
    public void A_run_does_the_same_whoever_watches()
    {
        (ulong, long) Outcome(Observer? observer)
        {
            var one = new Bench(new RoundRobin(3.Ns), cpus: 2);
            var shared = new Variable(one.Machine, "shared");
            one.Machine.Observer = observer;
            one.Machine.Start(one.Process, "worker", new Program("worker",
                new While((Formula)shared < 50, [new Set(shared, (Formula)shared + 1, 2.Ns)])), 3);
            one.Run();
            return (one.Machine.Fingerprint, shared.In(one.Process));
        }
        Outcome(new Accesses()).ShouldBe(Outcome(null));
    }

    [Fact]
    public void A_variable_is_in_one_machine_and_its_name_is_taken()
    {
        var other = new Machine(cpus: 1, new Fcfs());
        Should.Throw<ArgumentException>(() => other.Add(counter));
        Should.Throw<ArgumentException>(() => new Variable(bench.Machine, "counter"));
        bench.Process.Thread("job", async self => await new Variable(other, "x").Set(self, value => value));
        Should.Throw<SimulationFailed>(() => bench.Run()).Message.ShouldContain("another machine");
    }

    [Fact]
    public void Nothing_is_allocated_per_update()
    {
        bench.Start("program", new Forever(
        [
            new Set(counter, (Counter + 1) % 1000, 1.Us), new Atomic(counter, Formula.Max(Counter, 3) - Formula.Self),
            new If((Counter > 5) & (Counter < 50), [new Compute(1.Us)]),
        ]));
        bench.Process.Thread("method", async self =>
        {
            while (true)
            {
                await counter.Set(self, value => value / 2, 1.Us);
                await counter.Atomic(self, value => value + 1);
                if (counter.Read(self) > 100) await self.Compute(1.Us);
            }
        });
        bench.Run(until: 10.Ms);
        var before = GC.GetAllocatedBytesForCurrentThread();
        bench.Run(until: 110.Ms);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(Allocation.Noise);
    }

    sealed class Accesses : Observer
    {
        public List<string> Lines { get; } = [];

        public override void Accessed(Machine machine, int thread, int variable, Access access) => Lines.Add(
            $"{machine.Simulation.Now} {machine.OperationOf(thread).Source.Line} {access} "
            + machine.Variables[variable].Name);
    }
}
