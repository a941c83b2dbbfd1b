using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Tests.Reference;

namespace Timeslice.Tests.Kernel.Channels;

/// <summary>Whoever watches an open file is told whenever it becomes readable or writable.</summary>
public sealed class LawsOfWatching
{
    readonly Machine machine = new(new Simulation(), cpus: 1, new Fcfs());

    [Fact]
    public void Pipes_and_fifos_never_become_ready_without_a_word()
    {
        var (rises, closed) = (0, 0);
        foreach (var seed in Cases.Seeds(2_000))
        {
            var programs = new PipePrograms(seed);
            var onlooker = new Onlooker(programs.Build(history: null).World);
            try { onlooker.Run(); }
            catch (Exception error) { throw new InvalidOperationException($"seed {seed}\n{programs}", error); }
            (rises, closed) = (rises + onlooker.Rises, closed + onlooker.Closed);
        }
        rises.ShouldBeGreaterThan(4_000);
        closed.ShouldBeGreaterThan(4_000);
    }

    [Fact]
    public void Connections_never_become_ready_without_a_word_nor_do_listeners()
    {
        var kinds = new HashSet<(Type, Use)>();
        foreach (var seed in Cases.Seeds(600))
        {
            var conversations = new RandomConversations((int)seed);
            conversations.Start();
            var onlooker = new Onlooker(conversations.World);
            try { onlooker.Run(100.S); }
            catch (Exception error) { throw new InvalidOperationException($"{conversations}", error); }
            kinds.UnionWith(onlooker.Kinds);
        }
        kinds.ShouldBe([(typeof(Listener), Use.Reading), (typeof(StreamEnd), Use.Reading),
            (typeof(StreamEnd), Use.Writing)], ignoreOrder: true);
    }

    [Fact]
    public void Queues_and_datagram_sockets_never_become_ready_without_a_word()
    {
        var kinds = new HashSet<(Type, Use)>();
        foreach (var seed in Cases.Seeds(2_000))
        {
            var onlooker = new Onlooker(new RandomMail(seed).World);
            try { onlooker.Run(1.S); }
            catch (Exception error) { throw new InvalidOperationException($"seed {seed}", error); }
            kinds.UnionWith(onlooker.Kinds);
        }
        kinds.ShouldBe([(typeof(PosixQueueFile), Use.Reading), (typeof(PosixQueueFile), Use.Writing),
            (typeof(DatagramInbox), Use.Reading), (typeof(DatagramSender), Use.Writing)], ignoreOrder: true);
    }

    /// pipe_poll of Linux: of a FIFO that nobody has written to yet, who waits for a first writer is not told the end.
    [Fact]
    public void A_fifo_is_at_its_end_for_pollers_only_once_somebody_has_come_to_write()
    {
        var fifo = new Fifo(machine, name: "fifo");
        var reader = machine.Process("reader");
        machine.Start(reader, "main", new Program("reader", new Open(fifo, Use.Reading, IoMode.NonBlocking),
            new Sleep(1.S)), isMain: true);
        machine.Start(machine.Process("writer"), "main", new Program("writer", new Sleep(10.Ms),
            new Open(fifo, Use.Writing), new Sleep(10.Ms), new Close(fifo), new Sleep(1.S)), isMain: true);
        bool IsReadable(Duration at)
        {
            machine.Run(until: at);
            return reader.Handles.Find(3)!.IsReadable;
        }
        (IsReadable(5.Ms), IsReadable(15.Ms), IsReadable(25.Ms)).ShouldBe((false, false, true));
    }

    [Fact]
    public void Several_are_told_in_order_of_arrival_and_of_those_that_are_exclusive_the_first_that_takes_it()
    {
        var (file, told) = (Listening(), new List<string>());
        var (a, b, c, d) = (new Told("a", told), new Told("b", told, isExclusive: true, takes: false),
            new Told("c", told, isExclusive: true), new Told("d", told, isExclusive: true));
        foreach (var one in new[] { b, a, c, d }) file.AddWatcher(one);
        file.HasChanged(Use.Reading);
        told.ShouldBe(["a", "b", "c"]);
        file.RemoveWatcher(c);
        file.RemoveWatcher(c);
        file.HasChanged(Use.Reading);
        told.Skip(3).ShouldBe(["a", "b", "d"]);
        foreach (var one in new[] { b, a, d }) file.RemoveWatcher(one);
        file.HasChanged(Use.Reading);
        (told.Count, file.IsWatched).ShouldBe((6, false));
    }

    [Fact]
    public void Who_is_told_may_leave_and_let_others_leave_and_is_told_when_the_file_is_closed()
    {
        var (file, told) = (Listening(), new List<string>());
        var (a, b, c) = (new Told("a", told), new Told("b", told), new Told("c", told));
        foreach (var one in new[] { a, b, c }) file.AddWatcher(one);
        a.Then = () =>
        {
            file.RemoveWatcher(a);
            file.RemoveWatcher(b);
        };
        file.HasChanged(Use.Reading);
        told.ShouldBe(["a", "c"]);
        file.HasChanged(Use.Reading);
        machine.Run(until: 2.S);
        (string.Join(' ', told), file.IsWatched).ShouldBe(("a c c c closed", false));
    }

    OpenFile Listening()
    {
        var server = machine.Process("server");
        machine.Start(server, "main", new Program("server", new Listen(new StreamSocket(machine, name: "shop")),
            new Sleep(1.S)), isMain: true);
        machine.Run(until: 1.Ms);
        return server.Handles.Find(3)!;
    }

    sealed class Told(string name, List<string> told, bool isExclusive = false, bool takes = true) : IWatcher
    {
        public Action? Then { get; set; }

        public bool IsExclusive => isExclusive;

        public void Changed(OpenFile file)
        {
            told.Add(name);
            Then?.Invoke();
        }

        public bool TryTake(OpenFile file, Use what)
        {
            Changed(file);
            return takes;
        }

        public void Closed(OpenFile file) => told.Add($"{name} closed");
    }
}
