using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Tests.Kernel.Channels;

/// <summary>What a process has open: with whom it shares that, and what another program finds.</summary>
public sealed class LawsOfHandles
{
    const int BadHandle = -9;

    readonly Machine machine = new(new Simulation(), cpus: 2, new Fcfs());
    readonly Variable n;

    public LawsOfHandles() => n = new(machine, "n", -1, VariableOwner.Thread);

    Process Start(string name, params Operation[] main)
    {
        var process = machine.Process(name);
        machine.Start(process, "main", new Program(name, main), isMain: true);
        return process;
    }

    Operation Sees(long what) => new Check(Formula.Equal(n, what));

    /// execve(2): the table of open files is unshared.
    [Fact]
    public void By_exec_a_clone_that_shares_what_is_open_has_a_table_of_its_own()
    {
        var (closes, stays) = (new Pipe(machine, name: "closes"), new Pipe(machine, name: "stays"));
        var other = new Program("other", new Write(closes, 1.B, @as: n), Sees(BadHandle),
            new Write(stays, 1.B, @as: n), Sees(1), new Close(stays));
        Start("app", new Open(closes, closeOnExec: true), new Open(stays),
            new Clone([Shared.Files], [new Exec(other)]), new WaitChild(),
            new Write(closes, 1.B, @as: n), Sees(1), new Write(stays, 1.B, @as: n), Sees(1));
        machine.Run().Reason.ShouldBe(EndReason.Done);
        (closes.Writes, stays.Writes).ShouldBe((1, 2));
    }

    /// mq_overview(7): the close-on-exec flag of a queue is always set.
    [Fact]
    public void Exec_closes_a_POSIX_queue_whether_it_was_asked_to_or_not()
    {
        var queue = new PosixMessageQueue(machine);
        Start("app", new Open(queue), new Send(queue, 1.B, @as: n), Sees(0),
            new Exec(new Program("other", new Send(queue, 1.B, @as: n), Sees(BadHandle))));
        machine.Run().Reason.ShouldBe(EndReason.Done);
        queue.Writes.ShouldBe(1);
    }

    [Theory]
    [InlineData(false, 0), InlineData(true, BadHandle)]
    public void Exec_closes_a_datagram_socket_that_was_opened_so(bool isClosed, int answer)
    {
        var mail = new DatagramSocket(machine);
        Start("receiver", new Open(mail, Use.Reading), new Sleep(4.Ms));
        Start("sender", new Sleep(1.Ms), new Open(mail, Use.Writing, closeOnExec: isClosed),
            new Exec(new Program("other", new Send(mail, 1.B, @as: n), Sees(answer))));
        machine.Run().Reason.ShouldBe(EndReason.Done);
    }

    [Fact]
    public void Who_receives_datagrams_and_goes_on_with_another_program_makes_room_for_the_next_receiver()
    {
        var mail = new DatagramSocket(machine);
        Start("first", new Open(mail, Use.Reading, closeOnExec: true), new Exec(new Program("other", new Sleep(4.Ms))));
        Start("second", new Sleep(1.Ms), new Open(mail, Use.Reading, @as: n), Sees(3));
        machine.Run().Reason.ShouldBe(EndReason.Done);
    }

    [Fact]
    public void A_process_that_begins_anew_keeps_what_it_has_open_when_a_clone_that_shares_it_ends()
    {
        var pipe = new Pipe(machine);
        var app = Start("app", new Sleep(1.Ms));
        Start("other", new Sleep(9.Ms));
        machine.Run(until: 2.Ms);
        machine.Start(app, "again", new Program("again", new Open(pipe), new Clone([Shared.Files], [new Exit()]),
            new WaitChild(), new Write(pipe, 1.B, @as: n), Sees(1), new Count("written")), isMain: true);
        machine.Run().Reason.ShouldBe(EndReason.Done);
        machine.Counted["written"].ShouldBe(1);
    }

    /// close(2): a call that is in progress holds the open file, and comes back with what comes there.
    [Fact]
    public void A_receiver_that_waits_stays_with_its_socket_when_its_handle_comes_to_mean_another()
    {
        var (first, second) = (new DatagramSocket(machine, name: "first"), new DatagramSocket(machine, name: "second"));
        var (handle, value) = (new Variable(machine, "handle"), new Variable(machine, "value", -1));
        var app = Start("app", new Open(first, Use.Reading, @as: handle), new Check(Formula.Equal(handle, 3)),
            new Receive(new(0, Handle: handle), @as: n, value: value), Sees(1), new Check(Formula.Equal(value, 1)),
            new Receive(new(0, Handle: handle), @as: n, value: value), Sees(2), new Check(Formula.Equal(value, 2)),
            new Count("received"));
        machine.Start(app, "other", new Program("other", new Sleep(1.Ms), new Close(new(0, Handle: handle)),
            new Open(second, Use.Reading, @as: handle), new Check(Formula.Equal(handle, 3))));
        Start("sender", new Sleep(2.Ms), new Open(second, Use.Writing), new Send(second, 2.B, value: 2),
            new Sleep(5.Ms), new Open(first, Use.Writing), new Send(first, 1.B, value: 1));
        machine.Run().Reason.ShouldBe(EndReason.Done);
        machine.Counted["received"].ShouldBe(1);
        (first.Reads, second.Reads).ShouldBe((1, 1));
    }

    [Fact]
    public void A_sender_that_waits_stays_with_its_socket_when_its_name_comes_to_mean_none()
    {
        var mail = new DatagramSocket(machine, queue: 0, name: "mail");
        Start("receiver", new Open(mail, Use.Reading), new Sleep(5.Ms), new Receive(mail), new Receive(mail));
        var app = Start("app", new Sleep(1.Ms), new Open(mail, Use.Writing), new Send(mail, 1.B),
            new Send(mail, 1.B, @as: n), Sees(0), new Send(mail, 1.B, @as: n), Sees(BadHandle));
        machine.Start(app, "other", new Program("other", new Sleep(2.Ms), new Close(mail)));
        machine.Run().Reason.ShouldBe(EndReason.Done);
        mail.Reads.ShouldBe(2);
    }

    /// msgop(2): EIDRM, the queue was removed while the call was under way; not EINVAL, that there never was one.
    [Fact]
    public void What_is_removed_while_a_call_pays_for_its_way_into_the_kernel_was_there()
    {
        var costly = new Machine(new Simulation(), cpus: 2, new Fcfs(),
            CostProfiles.Free with { SystemCall = 100.Us, SystemVQueue = 900.Us });
        var queue = new SystemVMessageQueue(costly, name: "queue");
        var answer = new Variable(costly, "answer", -1);
        costly.Start(costly.Process("sender"), "main", new Program("sender", new Send(queue, 1.B, @as: answer),
            new Check(Formula.Equal(answer, -43)), new Send(queue, 1.B, @as: answer),
            new Check(Formula.Equal(answer, -22))));
        costly.Start(costly.Process("remover"), "main", new Program("remover", new Remove(queue)));
        costly.Run().Reason.ShouldBe(EndReason.Done);
    }
}
