using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Signals;

namespace Timeslice.Tests.Kernel.Processes;

/// <summary>The end of a process costs its last thread CPU time, the end of a thread does not.</summary>
public sealed class LawsOfExits
{
    readonly Machine machine = new(new Simulation(), cpus: 1, new Fcfs(),
        CostProfiles.Free with { SystemCall = 1.Us, Exit = 10.Us });

    void Start(Process process, string name, bool isMain, params Operation[] does) =>
        machine.Start(process, name, new Program(name, does), isMain: isMain);

    Duration Run()
    {
        machine.Run().Reason.ShouldBe(EndReason.Done);
        return new(machine.LastExit.Nanoseconds);
    }

    public static TheoryData<Operation[], bool, int> Ends => new()
    {
        { [], true, 10 }, { [], false, 10 }, { [new Return()], true, 10 }, { [new Exit()], true, 11 },
        { [new Exit()], false, 11 }, { [new ExitThread()], true, 1 }, { [new ExitThread()], false, 1 },
    };

    [Theory, MemberData(nameof(Ends))]
    public void To_return_pays_for_the_end_and_exit_for_its_call_too_and_exit_thread_for_its_call(
        Operation[] last, bool isMain, int microseconds)
    {
        var process = machine.Process("app");
        Start(process, "main", isMain, [new Compute(1.Ms), .. last]);
        Run().ShouldBe(1.Ms + microseconds.Us);
    }

    /// The main thread pays, whoever is left; of others the last.
    [Fact]
    public void Threads_pay_nothing_whose_process_goes_on()
    {
        var (first, second) = (machine.Process("first"), machine.Process("second"));
        Start(first, "worker", isMain: false, new Compute(1.Ms));
        Start(first, "main", isMain: true, new Compute(1.Ms));
        Start(second, "one", isMain: false, new Compute(1.Ms));
        Start(second, "two", isMain: false, new Compute(1.Ms));
        Run().ShouldBe(4.Ms + 20.Us);
        machine.Classes.Select(each => each.Turnaround.Mean).ShouldBe([0.001, 0.00201, 0.00301, 0.00402]);
    }

    [Fact]
    public void A_handler_that_returns_ends_no_process()
    {
        var said = new List<string>();
        machine.Log = said.Add;
        Start(machine.Process("app"), "main", isMain: true,
            new OnSignal(Signal.Usr1, new Reaction([new Return()])),
            new Kill("app", Signal.Usr1), new Log("handled"));
        Run().ShouldBe(11.Us);
        said.ShouldHaveSingleItem().ShouldContain(" 1us ");
    }

    [Fact]
    public void Who_is_killed_pays_nothing()
    {
        Start(machine.Process("app"), "main", isMain: true, new Compute(1.Ms), new Kill("app", Signal.Kill));
        Run().ShouldBe(1.Ms);
    }

    /// Measured: 20 to 25 us, where the child of a vfork exits at once.
    [Fact]
    public void On_Linux_a_vfork_and_the_exit_of_its_child_take_what_was_measured() =>
        (CostProfiles.LinuxVm.Vfork + CostProfiles.LinuxVm.Exit).ShouldBe(22.Us);
}
