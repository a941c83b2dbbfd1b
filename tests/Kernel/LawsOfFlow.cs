using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Program = Timeslice.Kernel.Programs.Program;

namespace Timeslice.Tests.Kernel;

public class LawsOfFlow
{
    readonly Bench bench = new(new Fcfs());
    readonly Variable x;
    readonly List<string> log = [];

    public LawsOfFlow()
    {
        x = new(bench.Machine, "x");
        bench.Machine.Log = line => log.Add(line.Split(": ")[1]);
    }

    Formula X => x;
    Operation Next => new Set(x, X + 1, 1.Ns);
    static Operation Say(string text) => new Log(text);

    [Fact]
    public void One_branch_is_taken()
    {
        Run(Branch(0), Next, Branch(1), new If(X > 5, [Say("never")]), Say("end"));
        log.ShouldBe(["then 0", "else 1", "end"]);

        If Branch(int n) => new(Formula.Equal(X, 0), [Say($"then {n}")], [Say($"else {n}")]);
    }

    [Fact]
    public void A_while_loop_looks_before_each_turn()
    {
        Run(new While(X < 3, [Next, new Log(Value)]), new While(X < 3, [Say("never")]));
        log.ShouldBe(["1", "2", "3"]);
    }

    Phrase Value => new(("", X));

    public static readonly TheoryData<string> Loops = ["repeat", "forever", "while"];

    Operation Loop(string kind, params Operation[] body) => kind switch
    {
        "repeat" => new Repeat(5, body),
        "forever" => new Forever([new If(X > 4, [new Break()]), .. body]),
        _ => new While(X < 5, body),
    };

    [Theory, MemberData(nameof(Loops))]
    public void A_break_ends_the_innermost_loop_only(string kind)
    {
        Run(new Repeat(2, [Loop(kind, Say("in"), new If(1, [new Break()]), Say("never")), Say("out")]), Say("end"));
        log.ShouldBe(["in", "out", "in", "out", "end"]);
    }

    [Theory, MemberData(nameof(Loops))]
    public void A_continue_goes_on_with_the_next_turn(string kind)
    {
        Run(Loop(kind, Next, new If(X % 2, [new Continue()]), new Log(Value)));
        log.ShouldBe(["2", "4"]);
    }

    [Theory]
    [InlineData("break"), InlineData("continue")]
    public void Outside_a_loop_there_is_nothing_to_leave(string word)
    {
        Operation leave = word == "break" ? new Break() : new Continue();
        leave.Source = new("s.yaml", 7, 3);
        var called = new Program("called", leave);
        Should.Throw<ProgramRefused>(() => new Program("job", leave).Check()).Message.ShouldBe(
            $"s.yaml:7:3: `{word}` stands in no loop; put it into a `repeat`, `forever` or `while`");
        Should.Throw<ProgramRefused>(() => Run(new Forever([new Call(called)])));
    }

    [Fact]
    public void Who_jumps_out_of_what_is_guarded_does_first_what_is_due_from_the_inside_outwards()
    {
        Run(new Repeat(2, [new Guard("a", new Guard("b", Say("in"), new If(X, [new Break()]), Next), Say("still"))]),
            new Forever([new Guard("c", new Forever([new Break()])), new Break()]));
        log.ShouldBe(["in", "leave b", "still", "leave a", "in", "leave b", "leave a", "leave c"]);
    }

    sealed class Guard(string name, params Operation[] body) : CompositeOperation
    {
        protected internal override void Assemble(Assembler code)
        {
            code.AddGuarded(body, Leave);
            Leave(code);
        }

        void Leave(Assembler code) => code.Add(new Log($"leave {name}"), this);
    }

    [Fact]
    public void A_program_that_is_called_goes_back_to_where_it_was_called_from()
    {
        var inner = new Program("inner", Say("inner"), new Compute(1.Ns));
        var outer = new Program("outer", new Call(inner), Say("outer"), new Repeat(2, [new Call(inner)]));
        Run(new Call(outer), new If(1, [new Call(inner)]), Say("end"));
        log.ShouldBe(["inner", "outer", "inner", "inner", "inner", "end"]);
        bench.Machine.Simulation.Now.ShouldBe(Instant.Start + 4.Ns);
    }

    [Fact]
    public void Threads_in_one_called_program_do_not_disturb_each_other()
    {
        var called = new Program("called", new Repeat(3, [new Compute(2.Ns), new Yield()]), Next);
        bench.Machine.Start(bench.Process, "worker",
            new Program("worker", new Repeat(4, [new Call(called), new Call(called)])), count: 5);
        bench.Run().Reason.ShouldBe(EndReason.Done);
        bench.Machine.Classes[0].CpuTime.ShouldBe((5 * 8 * (3 * 2 + 1)).Ns);
    }

    [Fact]
    public void No_program_calls_itself()
    {
        var (a, b, c) = (new Program("a"), new Program("b"), new Program("c"));
        a.Define([new Compute(1.Ns), new Call(a) { Source = new("s.yaml", 4, 5) }]);
        Should.Throw<ProgramRefused>(a.Check).Message.ShouldBe(
            "s.yaml:4:5: the program a calls itself; use a loop, or `spawn`");
        b.Define([new Call(c)]);
        c.Define([new Call(b)]);
        Should.Throw<ProgramRefused>(() => Run(new Call(b))).Message.ShouldBe(
            "programs call one another in a circle: b → c → b; use a loop, or `spawn`");
    }

    [Fact]
    public void Programs_that_double_each_other_stay_as_long_as_they_are_written()
    {
        var last = new Program("0", new Compute(1.Ns));
        for (var i = 1; i <= 16; i++) last = new Program($"{i}", new Call(last), new Call(last));
        Run(new Call(last));
        bench.Machine.Simulation.Now.ShouldBe(Instant.Start + 65_536.Ns);
    }

    [Fact]
    public void Calls_nest_64_deep_at_most()
    {
        Chain(63).Check();
        Should.Throw<ProgramRefused>(() => Chain(64).Check()).Message.ShouldContain("more than 64");

        static Program Chain(int calls)
        {
            var last = new Program("last", new Compute(1.Ns));
            for (var i = 0; i < calls; i++) last = new Program($"{i}", new Call(last));
            return last;
        }
    }

    [Fact]
    public void What_is_called_stays_as_it_is()
    {
        var called = new Program("called", new Compute(1.Ns));
        Run(new Call(called));
        Should.Throw<InvalidOperationException>(() => called.Define([]));
    }

    [Fact]
    public void Of_several_each_is_chosen_as_often_as_its_weight_says()
    {
        Run(new Repeat(100_000, [new Choose([
            new(3, [new Count("three")]), new(0, [new Count("never")]), new(1, [new Count("one")]), new(0, [Next])])]));
        var counts = bench.Machine.Counts;
        (counts["three"] + counts["one"], counts["never"]).ShouldBe((100_000, 0));
        // Three standard deviations of a binomial: √(n p q) is 137.
        counts["three"].ShouldBeInRange(75_000 - 411, 75_000 + 411);
    }

    [Theory]
    [InlineData(), InlineData(0.0), InlineData(1.0, -1.0), InlineData(double.PositiveInfinity)]
    public void What_cannot_be_chosen_from_is_refused(params double[] weights) => Should.Throw<ArgumentException>(() =>
        new Choose([.. weights.Select(weight => new Alternative(weight, []))])).ParamName.ShouldBe("among");

    [Fact]
    public void A_loop_without_time_is_found()
    {
        Bench[] endless =
        [
            Endless(new While(1, [])), Endless(new While(1, [new Continue()])), Endless(new Forever([new Continue()])),
            Endless(new While(1, [new Call(new Program("nothing"))])),
        ];
        foreach (var one in endless) one.Run().Reason.ShouldBe(EndReason.LimitReached);

        static Bench Endless(Operation loop)
        {
            var one = new Bench(new Fcfs());
            one.Start("job", loop);
            return one;
        }
    }

    [Fact]
    public void What_does_not_hold_ends_the_run_with_the_values()
    {
        var ending = Run(Next, new Check(X < 2), new Check((X + Formula.Self < 2) & (X > 0)));
        (ending.Reason, ending.Evidence).ShouldBe((EndReason.ProgramError,
            "job checks (x + self) < 2 and x > 0, which does not hold: x is 1, self is 1"));
        var never = new Bench(new Fcfs());
        never.Start("job", new Check(0));
        never.Run().Evidence.ShouldBe("job checks 0, which does not hold");
    }

    [Fact]
    public void Spans_are_as_long_as_they_took_each_thread()
    {
        bench.Machine.Start(bench.Process, "job", new Program("job",
            new Repeat(2,
            [
                new Begin("all"), new Compute(3.Ns), new Begin("nap"), new Sleep(5.Ns), new End("nap"), new End("all"),
            ])), count: 2);
        bench.Run();
        var (all, nap) = (bench.Machine.Spans["all"], bench.Machine.Spans["nap"]);
        (all.Count, nap.Count).ShouldBe((4, 4));
        (all.Max, nap.Min).ShouldBe((8.Ns, 5.Ns));
        bench.Machine.Spans.Keys.ShouldBe(["all", "nap"]);
    }

    [Fact]
    public void A_span_is_begun_once_and_ended_once()
    {
        Run(new Begin("s"), new Begin("s")).Evidence.ShouldBe("job begins the span s again before it has ended it");
        var two = new Bench(new Fcfs());
        two.Start("job", new Begin("s"), new End("s"), new End("s"));
        two.Run().Evidence.ShouldBe("job ends the span s, which it has not begun");
    }

    [Fact]
    public void Counts_and_spans_begin_anew_after_the_warm_up()
    {
        bench.Start("job", new Repeat(4, [new Count("turns"), new Begin("s"), new Compute(10.Ns), new End("s")]));
        bench.Run(until: 15.Ns);
        bench.Machine.RestartStatistics();
        bench.Machine.Counts["turns"].ShouldBe(0);
        bench.Run();
        (bench.Machine.Counts["turns"], bench.Machine.Spans["s"].Count).ShouldBe((2, 3));
    }

    [Fact]
    public void A_log_line_says_what_things_are_worth_and_fails_whoever_reads()
    {
        Run(Next, new Log(new Phrase(("x is ", X), (" in ", Formula.Self), ("", null))));
        log.ShouldBe(["x is 1 in 1"]);
        var silent = new Bench(new Fcfs());
        var y = new Variable(silent.Machine, "y");
        silent.Start("job", new Log(new Phrase(("", 1 / (Formula)y))));
        silent.Run().Reason.ShouldBe(EndReason.ProgramError);
    }

    [Fact]
    public void What_depends_on_the_thread_alone_is_foreseen_and_what_others_may_change_is_not()
    {
        var one = new Bench(new Sjf());
        var (own, shared) = (new Variable(one.Machine, "own", initial: 1, VariableOwner.Thread),
            new Variable(one.Machine, "shared"));
        one.Start("first", new Compute(10.Ns), new Set(shared, 1, 0.Ns));
        // Foreseen, it is longer than the next; what is not foreseen counts as short.
        one.StartAt(1.Ns, "long", new If(own, [new Compute(9.Ns)], [new Compute(1.Ns)]));
        one.StartAt(1.Ns, "middle", new Compute(4.Ns));
        one.StartAt(1.Ns, "shared", new If(shared, [new Compute(5.Ns)], [new Compute(50.Ns)]));
        one.Run();
        one.Machine.Classes.Select(its => its.Turnaround.Max).ShouldBe([10.Ns, 27.Ns, 18.Ns, 14.Ns]);
    }

    Ending Run(params Operation[] operations)
    {
        bench.Start("job", operations);
        return bench.Run();
    }
}
