using Timeslice.Des;

namespace Timeslice.Tests.Des.Processes;

/// In steady state nothing is allocated; a process that sleeps is small.
public class LawsOfProcessMemory
{
    readonly Simulation simulation = new();
    int turns;

    [Fact]
    public void Delays_allocate_nothing()
    {
        for (var i = 0; i < 10; i++) simulation.Start("sleeper", Sleep());
        AllocatedPerTurn().ShouldBe(0);

        async SimTask Sleep()
        {
            while (true)
            {
                await simulation.Delay(1.Us);
                turns++;
            }
        }
    }

    [Fact]
    public void Calls_with_and_without_a_result_allocate_nothing()
    {
        simulation.Start("caller", Caller());
        AllocatedPerTurn().ShouldBe(0);

        async SimTask Caller()
        {
            while (true)
            {
                turns += await One();
                await Nap();
            }
        }

        async SimTask<int> One()
        {
            await Nap();
            return 1;
        }

        async SimTask Nap() => await simulation.Delay(1.Us);
    }

    [Fact]
    public void Contended_resources_allocate_nothing()
    {
        var counter = new Resource(simulation, capacity: 2);
        for (var i = 0; i < 10; i++) simulation.Start("customer", Customer(i));
        AllocatedPerTurn().ShouldBe(0);

        async SimTask Customer(int i)
        {
            while (true)
            {
                using (await counter.Request(i % 3)) await simulation.Delay(1.Us);
                turns++;
            }
        }
    }

    [Fact]
    public void Signals_to_and_fro_allocate_nothing()
    {
        var (ping, pong) = (new SimSignal(simulation), new SimSignal(simulation));
        simulation.Start("a", Play(ping, pong, serves: false));
        simulation.Start("b", Play(pong, ping, serves: true));
        AllocatedPerTurn().ShouldBe(0);

        async SimTask Play(SimSignal own, SimSignal other, bool serves)
        {
            if (serves) other.WakeOne();
            while (true)
            {
                await own;
                await simulation.Delay(1.Us);
                other.WakeOne();
                turns++;
            }
        }
    }

    [Fact]
    public void Timers_allocate_nothing()
    {
        var timer = new SimTimer(simulation, () => { });
        simulation.Start("a", Arm());
        AllocatedPerTurn().ShouldBe(0);

        async SimTask Arm()
        {
            while (true)
            {
                timer.Arm(1.Ms);
                await simulation.Delay(1.Us);
                timer.Cancel();
                turns++;
            }
        }
    }

    [Fact]
    public void A_process_for_each_customer_allocates_the_process_alone()
    {
        simulation.Start("door", Door());
        AllocatedPerTurn().ShouldBeInRange(1, 200);

        async SimTask Door()
        {
            while (true)
            {
                simulation.Start("customer", Customer());
                await simulation.Delay(1.Us);
            }
        }

        async SimTask Customer()
        {
            await simulation.Delay(10.Us);
            turns++;
        }
    }

    [Fact]
    public void A_process_that_sleeps_takes_less_than_400_bytes_with_its_event_and_all_tables_as_they_grew()
    {
        const int Count = 100_000;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Count; i++) simulation.Start("sleeper", Sleep(i));
        simulation.Run(until: 100.Us);
        ((GC.GetAllocatedBytesForCurrentThread() - before) / Count).ShouldBeInRange(100, 400);
        simulation.Run(until: 1.Ms).Reason.ShouldBe(EndReason.TimeReached);
        turns.ShouldBeGreaterThan(9 * Count);

        async SimTask Sleep(int i)
        {
            await simulation.Delay(new(i));
            while (true)
            {
                await simulation.Delay(100.Us);
                turns++;
            }
        }
    }

    double AllocatedPerTurn() => Allocation.PerTurn(simulation, () => turns);
}
