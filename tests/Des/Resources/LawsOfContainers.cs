using Timeslice.Des;

namespace Timeslice.Tests.Des.Resources;

/// What was put is what was got and what is left; nobody is passed, so nobody starves.
public class LawsOfContainers
{
    readonly Simulation simulation = new();
    readonly List<string> log = [];

    [Fact]
    public void A_get_waits_for_all_of_its_amount_and_is_not_passed_by_smaller_ones()
    {
        var tank = new Container(simulation, capacity: 10, level: 3, "tank");
        Start("large", 5, 0);
        Start("small", 1, 1);
        simulation.Start("lorry", Put());
        simulation.Run();
        log.ShouldBe(["large at 4ns", "small at 4ns"]);
        (tank.Level, tank.Getters.Most, tank.Getters.Waits.Count).ShouldBe((1, 2, 2));
        tank.MeanLevel.ShouldBe(13 / 4.0, 1e-12);

        void Start(string name, long amount, int at) => simulation.Start(name, Get(name, amount, at));

        async SimTask Get(string name, long amount, int at)
        {
            await simulation.Delay(at.Ns);
            (await tank.Get(amount)).ShouldBe(amount);
            log.Add($"{name} at {simulation.Now}");
        }

        async SimTask Put()
        {
            await simulation.Delay(3.Ns);
            tank.TryPut(1).ShouldBeTrue();
            await simulation.Delay(1.Ns);
            await tank.Put(3);
        }
    }

    [Fact]
    public void A_put_waits_for_room_and_many_may_move_at_once()
    {
        var tank = new Container(simulation, capacity: 10, level: 8);
        foreach (var amount in new[] { 5, 1, 4 }) simulation.Start("put", Put(amount));
        simulation.Start("get", Get());
        simulation.Run();
        log.ShouldBe(["got 8", "put 5", "put 1", "put 4"]);
        (tank.Level, tank.MostLevel, tank.Putters.Most).ShouldBe((10, 10, 3));

        async SimTask Put(int amount)
        {
            await tank.Put(amount);
            log.Add($"put {amount}");
        }

        async SimTask Get()
        {
            await simulation.Delay(1.Ns);
            log.Add($"got {await tank.Get(8)}");
        }
    }

    [Fact]
    public void When_the_first_in_line_gives_up_those_behind_are_served()
    {
        var tank = new Container(simulation, capacity: 10, level: 3);
        var large = simulation.Start("large", Get(5));
        simulation.Start("small", Get(2));
        simulation.Start("other", Interrupt());
        simulation.Run();
        log.ShouldBe(["got 2 at 1ns", "none of 5"]);
        (tank.Level, tank.Getters.Reneged).ShouldBe((1, 1));

        async SimTask Get(long amount)
        {
            try { log.Add($"got {await tank.Get(amount)} at {simulation.Now}"); }
            catch (Interrupted) { log.Add($"none of {amount}"); }
        }

        async SimTask Interrupt()
        {
            await simulation.Delay(1.Ns);
            large.Interrupt("enough");
        }
    }

    [Fact]
    public void Impossible_amounts_are_refused_with_the_reason()
    {
        var tank = new Container(simulation, capacity: 10, name: "tank");
        foreach (var amount in new long[] { 0, -1, 11 })
        {
            Should.Throw<ArgumentOutOfRangeException>(() => tank.Put(amount)).Message.ShouldContain("1 and 10");
            Should.Throw<ArgumentOutOfRangeException>(() => tank.Get(amount)).Message.ShouldContain("container tank");
        }
        Should.Throw<ArgumentOutOfRangeException>(() => new Container(simulation, capacity: 0));
        Should.Throw<ArgumentOutOfRangeException>(() => new Container(simulation, capacity: 5, level: 6));
    }

    [Fact]
    public void Restarted_it_forgets_the_past_and_keeps_its_content()
    {
        var tank = new Container(simulation, capacity: 10, level: 10);
        simulation.Start("get", Get());
        simulation.Run();
        tank.Restart();
        (tank.Level, tank.MostLevel, tank.Getters.Waits.Count).ShouldBe((6, 6, 0));
        double.IsNaN(tank.MeanLevel).ShouldBeTrue();

        async SimTask Get()
        {
            await tank.Get(4);
            await simulation.Delay(1.Ns);
        }
    }
}
