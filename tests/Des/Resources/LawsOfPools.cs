using Timeslice.Des;

namespace Timeslice.Tests.Des.Resources;

/// Each instance is held by one at a time, and goes to the first in line whom it fits.
public class LawsOfPools
{
    readonly Simulation simulation = new();
    readonly List<string> log = [];

    [Fact]
    public void A_request_takes_the_one_that_fits_and_has_been_free_longest()
    {
        var vans = new ResourcePool<string>(simulation, ["small 1", "large", "small 2"], "vans");
        simulation.Start("a", Drive("a", 0, "small"));
        simulation.Start("b", Drive("b", 1, "large"));
        simulation.Start("c", Drive("c", 2, "large"));
        simulation.Start("d", Drive("d", 3, "small"));
        simulation.Start("e", Drive("e", 4, ""));
        simulation.Run();
        log.ShouldBe(["a small 1 at 0ns", "b large at 1ns", "d small 2 at 3ns", "e small 1 at 10ns",
            "c large at 11ns"]);
        vans.Idle.ShouldBe(["small 2", "small 1", "large"]);
        (vans.InUse, vans.Capacity, vans.Waiting, vans.MostWaiting).ShouldBe((0, 3, 0, 2));

        async SimTask Drive(string name, int at, string size)
        {
            await simulation.Delay(at.Ns);
            using var van = await vans.Request(van => van.StartsWith(size, StringComparison.Ordinal));
            van.IsHeld.ShouldBeTrue();
            log.Add($"{name} {van.Instance} at {simulation.Now}");
            await simulation.Delay(10.Ns);
        }
    }

    [Fact]
    public void Given_back_twice_it_is_given_back_once()
    {
        var pool = new ResourcePool<int>(simulation, [1, 2]);
        simulation.Start("a", Use());
        simulation.Run();
        pool.Idle.ShouldBe([2, 1]);

        async SimTask Use()
        {
            var one = await pool.Request(priority: 3);
            one.Dispose();
            one.Dispose();
            one.IsHeld.ShouldBeFalse();
        }
    }

    [Fact]
    public void An_empty_pool_is_refused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => new ResourcePool<int>(simulation, []));
}
