using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel;
using Timeslice.Kernel.Calls;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Scheduling;
using Thread = Timeslice.Kernel.Thread;

namespace Timeslice.Tests.Theory;

/// A writer among readers who are preferred waits until, by chance, nobody reads.
public class ReadersAndWriters
{
    enum Phase { Holds, Thinks, Waits }

    /// Threads think for 2 ms and hold the lock for 1 ms, on average, all exponential: with fifteen readers, 68.75 ms.
    [Theory]
    [InlineData(1), InlineData(4), InlineData(8), InlineData(15)]
    public void A_writer_waits_as_long_as_the_markov_chain_of_the_readers_says(int readers)
    {
        var expected = MarkovChain.GainFrom((Phase.Holds, 0), at => Steps(at.Item1, at.Item2, readers),
            at => at is (Phase.Waits, > 0) ? 1 : 0);
        if (readers == 15) expected.ShouldBe(68.75, .005);
        Wait(readers).ShouldBe(expected, expected * .06);
    }

    // With so many readers inside, or at the door while the writer holds it.
    static IEnumerable<((Phase, int), double, double)> Steps(Phase phase, int there, int readers)
    {
        if (phase == Phase.Waits && there == 0) yield break;
        if (there < readers) yield return ((phase, there + 1), (readers - there) / 2.0, 0);
        if (there > 0 && phase != Phase.Holds) yield return ((phase, there - 1), there, 0);
        if (phase == Phase.Holds) yield return ((Phase.Thinks, there), 1, 0);
        if (phase == Phase.Thinks) yield return ((Phase.Waits, there), .5, 0);
    }

    /// The mean wait of the writer, in ms.
    static double Wait(int readers)
    {
        var machine = new Machine(cpus: 1, new Fcfs(), seed: 11);
        var table = new ReadWriteLock(Preference.Reader);
        machine.Add("table", table);
        var database = machine.Process("database");
        var (waits, count) = (Duration.Zero, 0);
        database.Threads("reader", readers, async self =>
        {
            while (true)
            {
                await self.Sleep(self.Random.Exponential(2.Ms));
                using (await table.ReadLock(self)) await self.Sleep(self.Random.Exponential(1.Ms));
            }
        });
        database.Thread("writer", async self =>
        {
            for (; count < 4000; count++)
            {
                await self.Sleep(self.Random.Exponential(2.Ms));
                var since = machine.Simulation.Now;
                using (await table.WriteLock(self))
                {
                    waits += machine.Simulation.Now - since;
                    await self.Sleep(self.Random.Exponential(1.Ms));
                }
            }
            await self.Exit();
        });
        machine.Run();
        return waits.Seconds * 1e3 / count;
    }
}
