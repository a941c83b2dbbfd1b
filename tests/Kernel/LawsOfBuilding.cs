using Timeslice.Des;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Tests.Kernel;

/// A machine owns its parts: what belongs to another is refused when it is added, not found out in the results.
public class LawsOfBuilding
{
    readonly Bench one = new(new Fcfs()), other = new(new Fcfs());

    [Fact]
    public void A_scheduler_serves_one_machine()
    {
        var shared = new RoundRobin(1.Ms);
        _ = new Bench(shared);
        Should.Throw<ArgumentException>(() => new Bench(shared)).ParamName.ShouldBe("scheduler");
    }

    [Fact]
    public void A_lock_is_in_one_machine_and_once()
    {
        var door = one.Machine.Add("door", new Timeslice.Kernel.Locks.Mutex());
        Should.Throw<ArgumentException>(() => other.Machine.Add("door", door)).Message.ShouldContain("as door");
        Should.Throw<ArgumentException>(() => one.Machine.Add("gate", door));
    }

    [Fact]
    public void Threads_start_in_a_process_of_the_same_machine() => Should
        .Throw<ArgumentException>(() => one.Machine.Start(other.Process, "job", new Program("job")))
        .ParamName.ShouldBe("process");

    [Fact]
    public void No_fewer_than_no_threads_start() => Should
        .Throw<ArgumentOutOfRangeException>(() => one.Machine.Start(one.Process, "job", new Program("job"), count: -1))
        .ParamName.ShouldBe("count");

    [Fact]
    public void A_run_that_is_stopped_before_it_begins_ends_at_once_and_the_next_one_goes_on()
    {
        one.Start("job", new Compute(5.Ms));
        one.Machine.Simulation.Stop();
        one.Run().ShouldBe(new Ending(EndReason.Stopped, Instant.Start));
        one.Run().ShouldBe(new Ending(EndReason.Done, Instant.Start + 5.Ms));
    }
}
