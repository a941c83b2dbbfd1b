using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Detectors;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Lock = Timeslice.Kernel.Programs.Lock;

namespace Timeslice.Tests.Kernel.Channels;

/// Races among processes: by what they have in common, and by that alone.
public sealed class LawsOfSharedRaces
{
    readonly Machine machine = new(new Simulation(), cpus: 2, new RoundRobin(10.Ns));
    readonly SharedMemory ledger;
    readonly Variable shared, own;
    readonly Races races;

    public LawsOfSharedRaces()
    {
        ledger = new(machine, 4.KiB, "ledger");
        (shared, own) = (new(ledger, "shared"), new(machine, "own"));
        races = machine.Watch(new Races());
    }

    void Start(string name, params Operation[] main) =>
        machine.Start(machine.Process(name), name, new Program(name, [new Attach(ledger), .. main]), isMain: true);

    Set At(int line) => new(shared, (Formula)shared + 1, 1.Ns) { Source = new("s.yaml", line, 1) };

    long FindingsOfRun()
    {
        machine.Run();
        return races.Count;
    }

    [Fact]
    public void Two_processes_race_for_what_is_shared_and_the_finding_names_both_lines()
    {
        Start("one", At(1));
        Start("two", new Sleep(1.Us), At(2));
        FindingsOfRun().ShouldBeGreaterThan(0);
        races.Findings[0].Sources.Select(source => source.Line).ShouldBe([1, 2]);
        races.Findings[0].Text.ShouldStartWith("shared: two ");
    }

    [Fact]
    public void The_copies_of_a_variable_in_two_processes_are_two_places()
    {
        Start("one", new Set(own, 1), new Fork([new Set(own, 2)]));
        Start("two", new Set(own, 3));
        FindingsOfRun().ShouldBe(0);
    }

    [Fact]
    public void Two_segments_are_two_places_although_they_have_one_name()
    {
        Start("one", At(1), new Remove(ledger), new Open(ledger, create: true), new Sleep(2.Us));
        machine.Start(machine.Process("two"), "two",
            new Program("two", new Sleep(1.Us), new Attach(ledger), At(2)));
        FindingsOfRun().ShouldBe(0);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public void A_semaphore_orders_two_processes(bool isGuarded, int expected)
    {
        var door = machine.Add("door", new IpcSemaphore(permits: 1));
        Operation Guarded(Operation body) => isGuarded ? new With(door, [body]) : body;
        Start("one", new Repeat(50, [Guarded(At(1))]));
        Start("two", new Repeat(50, [Guarded(At(2))]));
        Math.Min(1, FindingsOfRun()).ShouldBe(expected);
        if (isGuarded) shared.Shared.ShouldBe(100);
        else shared.Shared.ShouldBeLessThan(100); // On two CPUs, one reads what the other is about to change.
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public void What_a_parent_did_comes_before_its_child_and_the_child_before_the_wait_for_it(bool waits, int expected)
    {
        Start("parent", At(1), new Fork([At(2)]), waits ? new WaitChild() : new Sleep(1.Us), At(3));
        Math.Min(1, FindingsOfRun()).ShouldBe(expected);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_child_of_vfork_does_all_before_its_parent_goes_on(bool execs)
    {
        Operation[] child = execs ? [At(2), new Exec(new Program("other", new Sleep(1.Us)))] : [At(2)];
        Start("parent", At(1), new Vfork(child), At(3));
        FindingsOfRun().ShouldBe(0);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public void The_end_of_a_process_comes_before_who_has_what_it_undoes(bool undo, int expected)
    {
        var door = machine.Add("door", new IpcSemaphore(permits: 2, undo: undo));
        var dying = machine.Process("dying");
        // Not the holder, but another thread of its process has written.
        machine.Start(dying, "writer", new Program("writer", new Attach(ledger), At(1)));
        machine.Start(dying, "holder",
            new Program("holder", new Acquire(door), new Acquire(door), new Sleep(1.Us), new Crash()));
        Start("next", new Lock(door, timeout: 2.Us), At(2));
        Math.Min(1, FindingsOfRun()).ShouldBe(expected);
    }
}
