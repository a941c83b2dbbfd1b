using Timeslice.Des;

namespace Timeslice.Tests.Des.Processes;

/// A body can be given its process.
public class LawsOfBodies
{
    readonly Simulation simulation = new();

    [Fact]
    public void A_body_is_given_the_process_that_runs_it()
    {
        SimProcess? given = null;
        var started = simulation.Start("customer", async self =>
        {
            given = self;
            simulation.Current.ShouldBe(self);
            await simulation.Delay(1.Us);
        });
        given.ShouldBeNull("nothing runs before its time");
        simulation.Run();
        given.ShouldBe(started);
    }

    [Fact]
    public void A_process_draws_the_same_numbers_however_its_body_was_given()
    {
        var given = simulation.Start("customer", async _ => await simulation.Delay(1.Us));
        var other = new Simulation();
        var started = other.Start("customer", Wait());
        given.Random.NextBits().ShouldBe(started.Random.NextBits());
        (given.Number, given.IsAlive).ShouldBe((started.Number, started.IsAlive));

        async SimTask Wait() => await other.Delay(1.Us);
    }

    [Fact]
    public void What_the_making_of_a_body_throws_reaches_who_starts_it_and_leaves_no_process()
    {
        Should.Throw<DivideByZeroException>(() => simulation.Start("nobody", _ => throw new DivideByZeroException()));
        simulation.Population.ShouldBe(0);
        simulation.Run().Reason.ShouldBe(EndReason.Done);
    }
}
