using Timeslice.Des;
using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Signals;
using Timeslice.Tests.Reference;

namespace Timeslice.Tests.Kernel.Servers;

/// Whatever the architecture, the program, the load and the kills: nothing is lost that is not counted, and nothing is
/// left over.
public sealed class LawsOfRandomServers
{
    [Fact]
    public void Requests_are_conserved_and_never_more_are_in_hand_than_workers_can_hold()
    {
        foreach (var seed in Cases.Seeds(400))
        {
            var random = new RandomServers(seed);
            var street = random.Street;
            var ending = random.Run(() =>
            {
                street.ShouldBalance();
                street.Its.InHand.ShouldBeGreaterThanOrEqualTo(0);
                street.Its.MaxInHand.ShouldBeLessThanOrEqualTo(random.MostInHand, $"{random}");
                street.Its.MaxWorkers.ShouldBeLessThanOrEqualTo(random.MostInHand, $"{random}");
            });
            ending.Reason.ShouldBeOneOf([EndReason.Done, EndReason.TimeReached], $"{random}: {ending}");
            // Clients do not hang up, so that what was served was heard, and the other way round.
            var what = $"{random}";
            street.Answers.ShouldBe((int)(street.Its.Served + street.Its.Failed), what);
            street.Apologies.ShouldBeLessThanOrEqualTo((int)street.Its.Shed, what);
            street.Silences.ShouldBeGreaterThanOrEqualTo((int)street.Its.Lost, what);

            (street.Asking, street.Its.InHand).ShouldBe((0, 0), what);
        }
    }

    [Fact]
    public void Nothing_is_left_of_a_server_that_was_killed()
    {
        foreach (var seed in Cases.Seeds(200))
        {
            var random = new RandomServers(seed);
            var street = random.Street;
            random.Run(() => { });
            street.Server.Process.Restart = null;
            street.Server.Process.Latest.Kill(Signal.Kill);
            street.World.Run(Instant.Start + 20.S).Reason.ShouldBe(EndReason.Done);
            var here = street.Here;
            (here.Threads.Live, here.Threads.Frames.Taken).ShouldBe((0, 0), $"{random}");
            here.PresentProcesses.ShouldAllBe(process => process.State == ProcessState.Zombie || process.Pid == 1);
            (street.Its.Workers, street.Its.InHand, street.Server.Waiting).ShouldBe((0, 0, 0), $"{random}");
            (street.Door.Level, street.Door.OpenConnections).ShouldBe((0, 0), $"{random}");
            if (here.Paging is { } memory) memory.Used.ShouldBe(0, $"{random}");
        }
    }

    [Fact]
    public void Service_is_restored_after_every_kill()
    {
        foreach (var seed in Cases.Seeds(200))
        {
            var random = new RandomServers(seed);
            if (random.Crashes || random.Retires) continue;
            random.Run(() => { });
            var street = random.Street;
            var before = street.Answers + street.Apologies;
            for (var i = 1; i <= 5; i++) street.Come(at: (7 * i).Ms);
            // Who found the backlog full asks again after 1 s, 2 s and so on.
            street.World.Run(Instant.Start + 100.S);
            (street.Answers + street.Apologies - before).ShouldBe(5, $"{random}");
        }
    }
}
