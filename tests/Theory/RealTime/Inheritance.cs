using Timeslice.Des;
using Timeslice.Kernel.Locks;
using Timeslice.Tests.Reference;
using static Timeslice.Kernel.Locks.Protocol;

namespace Timeslice.Tests.Theory.RealTime;

/// How long less urgent tasks block: L. Sha, R. Rajkumar and J. P. Lehoczky, "Priority inheritance protocols: an
/// approach to real-time synchronization", IEEE Transactions on Computers 39(9), 1990.
public class Inheritance
{
    /// One task holds lock 1, then a more urgent one lock 0, then the most urgent needs both: 4 + 3 of blocking.
    static readonly SharingTasks Chain = new(
        (100, [new(0, 1), new(1, 1)]), (300, [new(null, 1), new(0, 4)]), (400, [new(null, 1), new(1, 3)]));

    /// The most urgent and the least urgent task share a lock, the one between them does not.
    static readonly SharingTasks Inversion = new(
        (100, [new(0, 1)]), (200, [new(null, 50)]), (400, [new(null, 1), new(0, 4)]));

    [Theory]
    [InlineData(Inherit), InlineData(Ceiling)]
    public void No_response_exceeds_the_bound_with_blocking(Protocol protocol)
    {
        var (responses, reached, blocked) = (0, 0, 0);
        foreach (var seed in Cases.Seeds(1_000))
        {
            var tasks = SharingTasks.Random(seed);
            var bounds = tasks.Bounds(protocol);
            var random = new RandomStream(seed, 0, "offsets");
            var offsets = bounds.Select(_ => (int)(random.NextUniform() * 100)).ToArray();
            var simulated = tasks.Simulated(protocol, offsets, until: 20_000);
            for (var i = 0; i < bounds.Length; i++)
            {
                simulated[i].ShouldBeLessThanOrEqualTo(bounds[i], $"seed {seed}, task {i}: {tasks}");
                responses++;
                if (tasks.Blocking(protocol, i) == 0) continue;
                blocked++;
                if (simulated[i] == bounds[i]) reached++;
            }
        }
        reached.ShouldBeGreaterThan(blocked / 20, "a bound that is never reached proves nothing");
    }

    [Fact]
    public void Under_inheritance_each_less_urgent_task_may_block_once()
    {
        Chain.Bounds(Inherit)[0].ShouldBe(2 + 4 + 3);
        Chain.Simulated(Inherit, [2, 1, 0], until: 100)[0].ShouldBe(2 + 4 + 3);
    }

    [Fact]
    public void Under_ceilings_one_of_them_does()
    {
        Chain.Bounds(Ceiling)[0].ShouldBe(2 + 4);
        Chain.Simulated(Ceiling, [1, 0, 50], until: 100)[0].ShouldBe(2 + 4);
        Chain.Simulated(Ceiling, [2, 1, 0], until: 100)[0].ShouldBeLessThan(2 + 4);
    }

    /// Priority inversion: the bound would be 1 + 4.
    [Fact]
    public void Without_a_protocol_nothing_of_a_lock_tells_how_long_it_blocks()
    {
        int[] offsets = [1, 1, 0];
        Inversion.Simulated(None, offsets, until: 100)[0].ShouldBe(1 + 4 + 50);
        foreach (var protocol in new[] { Inherit, Ceiling })
        {
            Inversion.Bounds(protocol)[0].ShouldBe(1 + 4);
            Inversion.Simulated(protocol, offsets, until: 100)[0].ShouldBe(1 + 4);
        }
    }

    /// Who does not need the lock pays for it: the task in between waits for the boosted one.
    [Fact]
    public void Under_both_the_task_in_between_is_blocked_too()
    {
        foreach (var protocol in new[] { Inherit, Ceiling })
        {
            Inversion.Bounds(protocol)[1].ShouldBe(50 + 4 + 1);
            Inversion.Simulated(protocol, [1, 1, 0], until: 100)[1].ShouldBe(50 + 4 + 1);
        }
    }

    [Fact]
    public void Under_ceilings_nobody_finds_a_lock_taken()
    {
        foreach (var seed in Cases.Seeds(300))
            SharingTasks.Random(seed).Simulated(Ceiling, [0, 3, 5, 7, 11], until: 10_000,
                look: locks => locks.Sum(each => each.Contended).ShouldBe(0, $"seed {seed}"));
    }
}
