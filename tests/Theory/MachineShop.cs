using Timeslice.Des;

namespace Timeslice.Tests.Theory;

/// The machine shop of SimPy's documentation, which Sim# has too: ten machines break down, and one repairman
/// leaves his other job to repair them.
/// https://simpy.readthedocs.io/en/latest/examples/machine_shop.html
public class MachineShop
{
    static readonly Duration Minute = 60.S;

    /// What that page prints, for one run of four weeks with seed 42.
    static readonly int[] Published = [3251, 3273, 3242, 3343, 3387, 3244, 3269, 3185, 3302, 3279];

    /// Published times come from Python's generator: with its numbers, machine by machine the parts are the same.
    [Fact]
    public void With_the_same_random_numbers_every_machine_makes_as_many_parts_as_published()
    {
        var python = new PythonRandom(42);
        Run(0, _ => Positive(() => Minutes(python.Normal(10, 2))), _ => Minutes(python.Exponential(1 / 300.0)))
            .ShouldBe(Published);

        static Duration Minutes(double count) => (count * 60).S;
    }

    /// The published mean over ten machines is 3277.5; 20 runs of ours say 3310 ± 87 for that of one run.
    [Fact]
    public void With_numbers_of_its_own_the_mean_agrees_within_the_noise_of_one_run()
    {
        var (mean, half) = Replications.Prediction(replication => Run(replication).Average());
        half.ShouldBeLessThan(0.03 * mean, "an interval that is too wide proves nothing");
        Published.Average().ShouldBe(mean, half);
    }

    static int[] Run(ulong replication) => Run(replication,
        self => Positive(() => self.Random.Normal(10 * Minute, 2 * Minute)),
        self => self.Random.Exponential(300 * Minute));

    static int[] Run(ulong replication, Func<SimProcess, Duration> timePerPart,
        Func<SimProcess, Duration> timeToFailure)
    {
        var simulation = new Simulation(seed: 42, replication);
        var repairman = new PreemptiveResource(simulation, name: "repairman");
        var made = new int[10];
        for (var i = 0; i < made.Length; i++) Machine(i);
        simulation.Start("other jobs", OtherJobs());
        simulation.Run(until: Instant.Start + 4 * 7 * 24 * 60 * Minute);
        return made;

        void Machine(int number)
        {
            var isBroken = false;
            var machine = simulation.Start($"machine {number}", Work());
            simulation.Start($"failures {number}", Break());

            async SimTask Work()
            {
                while (true)
                {
                    var left = timePerPart(simulation.Current!);
                    while (left > Duration.Zero)
                    {
                        var start = simulation.Now;
                        try
                        {
                            await simulation.Delay(left);
                            left = Duration.Zero;
                        }
                        catch (Interrupted)
                        {
                            isBroken = true;
                            left -= simulation.Now - start;
                            using (await repairman.Request(priority: 1)) await simulation.Delay(30 * Minute);
                            isBroken = false;
                        }
                    }
                    made[number]++;
                }
            }

            async SimTask Break()
            {
                while (true)
                {
                    await simulation.Delay(timeToFailure(simulation.Current!));
                    if (!isBroken) machine.Interrupt("a failure");
                }
            }
        }

        async SimTask OtherJobs()
        {
            while (true)
            {
                var left = 30 * Minute;
                while (left > Duration.Zero)
                {
                    using var unit = await repairman.Request(priority: 2);
                    var start = simulation.Now;
                    try
                    {
                        await simulation.Delay(left);
                        left = Duration.Zero;
                    }
                    catch (Interrupted) { left -= simulation.Now - start; }
                }
            }
        }
    }

    /// Drawn again while it is not above 0.
    static Duration Positive(Func<Duration> draw)
    {
        var time = draw();
        while (time <= Duration.Zero) time = draw();
        return time;
    }
}
