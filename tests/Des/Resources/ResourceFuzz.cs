using CsCheck;
using Timeslice.Des;

namespace Timeslice.Tests.Des.Resources;

/// Whatever interrupts whom and when: nothing leaks, every wait ends once, and the same seed gives the same run.
public class ResourceFuzz
{
    [Fact]
    public void Interrupted_at_random_nothing_leaks_and_every_wait_ends_exactly_once() =>
        Gen.Select(Gen.ULong, Gen.Int[1, 4], Gen.Int[1, 12]).Sample((seed, capacity, customers) =>
        {
            var run = new Run(seed, capacity, customers);
            run.Check();
            new Run(seed, capacity, customers).Events.ShouldBe(run.Events);
        }, iter: 300);

    sealed class Run
    {
        readonly Simulation simulation;
        readonly Resource counter;
        readonly List<SimProcess> customers = [];
        RandomStream random;
        int asked, granted, refused, interrupts, seen, holding;

        public Run(ulong seed, int capacity, int count)
        {
            (simulation, random) = (new(seed), new(seed, 0, "fuzz"));
            counter = new(simulation, capacity);
            for (var i = 0; i < count; i++) customers.Add(simulation.Start("customer", Customer()));
            simulation.Start("vandal", Vandal());
            simulation.Run().Reason.ShouldBe(EndReason.Done);
        }

        public List<string> Events { get; } = [];

        public void Check()
        {
            (counter.InUse, counter.Waiting, holding).ShouldBe((0, 0, 0));
            asked.ShouldBe(granted + refused);
            seen.ShouldBeLessThanOrEqualTo(interrupts);
            customers.ShouldAllBe(customer => !customer.IsAlive);
            counter.TryRequest(out _).ShouldBeTrue();
        }

        async SimTask Customer()
        {
            for (var round = 0; round < 20; round++)
            {
                var waited = false;
                try
                {
                    if (Chance(5)) await Patiently();
                    else
                    {
                        asked++;
                        waited = true;
                        using var unit = await counter.Request(Small());
                        waited = false;
                        granted++;
                        await Hold(unit);
                    }
                    await simulation.Delay(new(Small()));
                }
                catch (Interrupted)
                {
                    if (waited) refused++;
                    seen++;
                }
            }
        }

        async SimTask Patiently()
        {
            using var request = counter.Request().AsEvent();
            if (await simulation.AnyOf(simulation.Timeout(new(Small())), request) == request) await Hold(request.Value);
        }

        async SimTask Hold(Grant unit)
        {
            unit.IsHeld.ShouldBeTrue();
            (++holding).ShouldBeLessThanOrEqualTo(counter.Capacity);
            try { await simulation.Delay(new(Small())); }
            finally { holding--; }
            Events.Add($"{simulation.Current} {simulation.Now}");
        }

        async SimTask Vandal()
        {
            for (var i = 0; i < 100; i++)
            {
                await simulation.Delay(new(Small()));
                var victim = customers[(int)(random.NextBits() % (ulong)customers.Count)];
                if (victim.IsAlive) interrupts++;
                victim.Interrupt(i);
            }
        }

        bool Chance(int oneIn) => random.NextBits() % (ulong)oneIn == 0;

        int Small() => (int)(random.NextBits() % 4);
    }
}
