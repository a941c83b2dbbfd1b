using System.Runtime.CompilerServices;
using Timeslice.Des;

namespace Timeslice.Tests.Des.Processes;

/// A SimTask is a call: cold, awaited once, as deep as one likes.
public class LawsOfTasks
{
    readonly Simulation simulation = new();
    readonly List<string> log = [];

    [Fact]
    public void Calling_a_method_runs_nothing()
    {
        _ = Say("never");
        simulation.Run();
        log.ShouldBeEmpty();
    }

    [Fact]
    public void A_call_runs_where_it_is_awaited_and_gives_its_result()
    {
        simulation.Start("caller", Caller());
        simulation.Run();
        log.ShouldBe(["before", "within", "after 7"]);

        async SimTask Caller()
        {
            var call = Seven();
            log.Add("before");
            log.Add($"after {await call}");
        }

        async SimTask<int> Seven()
        {
            log.Add("within");
            await simulation.Delay(1.Ms);
            return 7;
        }
    }

    [Fact]
    public void A_call_can_be_awaited_only_once()
    {
        simulation.Start("caller", Caller());
        simulation.Run();
        log.ShouldBe(["once"]);

        async SimTask Caller()
        {
            var call = Say("once");
            await call;
            (await ThrownBy(Again(call))).ShouldBeOfType<InvalidOperationException>();
            Should.Throw<InvalidOperationException>(() => simulation.Start("again", call));
        }

        static async SimTask Again(SimTask call) => await call;
    }

    [Fact]
    public void No_call_at_all_cannot_be_started() =>
        Should.Throw<InvalidOperationException>(() => simulation.Start("nothing", default));

    [Fact]
    public void The_result_of_a_call_that_has_not_ended_cannot_be_taken()
    {
        Should.Throw<InvalidOperationException>(() => Say("never").GetAwaiter().GetResult());
        Should.Throw<InvalidOperationException>(() => default(SimTask).GetAwaiter().GetResult());
    }

    [Fact]
    public void An_exception_comes_out_where_the_call_was_awaited_with_its_stack()
    {
        Exception? caught = null;
        simulation.Start("caller", Caller());
        simulation.Run();
        caught.ShouldBeOfType<FormatException>().StackTrace!.ShouldContain(nameof(Deepest));
        log.ShouldBe(["finally"]);

        async SimTask Caller()
        {
            try { await Middle(); }
            catch (FormatException e) { caught = e; }
        }

        async SimTask Middle()
        {
            try { await Deepest(); }
            finally { log.Add("finally"); }
        }
    }

    [Theory, InlineData(true), InlineData(false)]
    public void Calls_may_nest_as_deep_as_memory_reaches(bool waits)
    {
        var depth = 0;
        simulation.Start("deep", Report());
        simulation.Run().Reason.ShouldBe(EndReason.Done);
        depth.ShouldBe(100_000);

        async SimTask Report() => depth = await Deep(100_000);

        async SimTask<int> Deep(int levels)
        {
            if (levels > 0) return await Deep(levels - 1) + 1;
            if (waits) await simulation.Delay(1.Ns);
            return 0;
        }
    }

    /// The compiler makes state machines classes where it does not optimise.
    [Fact]
    public void A_state_machine_may_be_a_class()
    {
        simulation.Start("class", ByHand.Call(simulation, log));
        simulation.Start("struct", Say("between"));
        simulation.Run();
        log.ShouldBe(["begun", "between", "gone on"]);
    }

    [Theory, InlineData("AwaitOnCompleted"), InlineData("AwaitUnsafeOnCompleted")]
    public void Nothing_but_simulated_waits_can_be_awaited(string method)
    {
        foreach (var builder in new[] { typeof(SimTaskMethodBuilder), typeof(SimTaskMethodBuilder<>) })
            builder.GetMethod(method)!.GetGenericArguments()[0].GetGenericParameterConstraints()
                .ShouldContain(typeof(ISimAwaiter));
        typeof(ISimAwaiter).IsAssignableFrom(typeof(TaskAwaiter)).ShouldBeFalse();
    }

    [Fact]
    public void A_simulated_wait_awaited_by_other_code_says_so() => Should.Throw<InvalidOperationException>(
        () => ((INotifyCompletion)simulation.Delay(1.Ms)).OnCompleted(() => { }));

    async SimTask Say(string what)
    {
        log.Add(what);
        await simulation.Delay(Duration.Zero);
    }

    async SimTask Deepest()
    {
        await simulation.Delay(1.Ms);
        throw new FormatException();
    }

    static async SimTask<Exception?> ThrownBy(SimTask call)
    {
        try
        {
            await call;
            return null;
        }
        catch (InvalidOperationException e) { return e; }
    }

    sealed class ByHand : IAsyncStateMachine
    {
        SimTaskMethodBuilder builder = SimTaskMethodBuilder.Create();
        Delay wait;
        bool begun;
        Simulation simulation = null!;
        List<string> log = null!;

        public static SimTask Call(Simulation simulation, List<string> log)
        {
            var machine = new ByHand { simulation = simulation, log = log };
            machine.builder.Start(ref machine);
            return machine.builder.Task;
        }

        public void MoveNext()
        {
            if (!begun)
            {
                begun = true;
                log.Add("begun");
                wait = simulation.Delay(1.Ms).GetAwaiter();
                var self = this;
                builder.AwaitUnsafeOnCompleted(ref wait, ref self);
                return;
            }
            wait.GetResult();
            log.Add("gone on");
            builder.SetResult();
        }

        public void SetStateMachine(IAsyncStateMachine stateMachine) => builder.SetStateMachine(stateMachine);
    }
}
