using System.Runtime.InteropServices;
using Timeslice.Kernel;
using Timeslice.Kernel.Channels;

namespace Timeslice.Tests.Kernel.Channels;

/// Holds all calls of a run against the manual: pipe(2), pipe(7), fifo(7), read(2), write(2), fork(2), execve(2).
///
/// It knows of the run what a program sees (calls, with what they came back) and how many bytes a channel has taken or
/// given at a time; byte by byte it works out which they were, who may have them, and whether a call may come back so.
/// Who is woken, and when, is not its concern: only that nobody waits who need not.
sealed class PipeHistory : Observer
{
    const int BadHandle = -9, Again = -11, NoDevice = -6, Invalid = -22, TimedOut = -110, PipeBuf = 4096;

    readonly Dictionary<Process, Table> tables = [];
    readonly SortedDictionary<int, Call> calls = [];
    readonly List<Stream> streams = [];
    readonly List<(long Written, long Read, long Level)> seen = [];
    readonly List<(long Reads, long Writes, long Broken, long Lost)> counts = [];
    Machine machine = null!;
    long[] capacities = [];
    int current = -1;
    long waits;
    (int Channel, long Moved)? broken;

    public int Checked { get; private set; }

    public void Watch(Machine watched, long[] capacitiesOfChannels)
    {
        (machine, capacities) = (watched, capacitiesOfChannels);
        foreach (var channel in machine.Channels)
        {
            seen.Add(default);
            counts.Add(default);
            // A pipe comes into being when it is opened, a FIFO is there.
            if (channel is Fifo) streams.Add(new(channel.Number));
        }
    }

    public void Begun(int thread, Act act)
    {
        current = thread;
        Settle();
        var call = new Call(act, machine.Now);
        if (act.Deed is Deed.Read or Deed.Write) call.File = Find(thread, act.Channel, act.Deed == Deed.Write)?.File;
        if (act.Deed == Deed.Open && machine.Channels[act.Channel] is Fifo)
            call.Met = MetBy(call, streams.Single(stream => stream.Channel == act.Channel));
        calls.Add(thread, call);
    }

    public void Returned(int thread, Act act, long answer, long value)
    {
        Checked++;
        current = thread;
        var call = calls[thread];
        call.Act.ShouldBe(act);
        switch (act.Deed)
        {
            case Deed.Open: Opened(thread, call, answer); break;
            case Deed.Close: Closed(thread, call, answer); break;
            case Deed.Read: HasRead(call, answer, value); break;
            default: HasWritten(call, answer); break;
        }
        calls.Remove(thread);
    }

    public override void ThreadChanged(Machine machine, int thread, ThreadState state)
    {
        if (state is ThreadState.RunningUser or ThreadState.RunningSystem) current = thread;
        if (state == ThreadState.Exited) Died(thread);
        else if (calls.TryGetValue(thread, out var call)) Changed(thread, call, state);
    }

    public override void ProcessForked(Machine machine, Process child, int parent, int thread) =>
        tables[child] = TableOf(machine.ProcessOf(parent)).Copy();

    public override void ProcessExecuted(Machine machine, Process process, int thread) =>
        TableOf(process).Entries.RemoveAll(entry => entry.EndsWithExec);

    public override void ProcessEnded(Machine machine, Process process)
    {
        // SIGPIPE: somebody wrote where nobody could read.
        if (process.Status == 128 + 13)
        {
            var (channel, moved) = broken!.Value;
            ref var of = ref CollectionsMarshal.AsSpan(counts)[channel];
            (of.Broken, of.Writes) = (of.Broken + 1, of.Writes + (moved > 0 ? 1 : 0));
            broken = null;
        }
        broken.ShouldBeNull("a process goes on, or ends otherwise, whose thread wrote in vain");
        tables.Remove(process);
    }

    public override void ChannelChanged(Machine machine, Channel changed)
    {
        var was = seen[changed.Number];
        var (written, read, level) = (changed.Written, changed.Read, changed.Level);
        seen[changed.Number] = (written, read, level);
        if (written == was.Written && read == was.Read)
        {
            CollectionsMarshal.AsSpan(counts)[changed.Number].Lost += was.Level - level;
            return;
        }
        (level - was.Level).ShouldBe(written - was.Written - (read - was.Read));
        var call = calls[current];
        call.Act.Channel.ShouldBe(changed.Number);
        if (written > was.Written) Put(call, written - was.Written);
        else Take(call, read - was.Read);
    }

    /// Between two instants: nobody waits who need not, and each open file is kept by those who have it, alone.
    public void CheckRest()
    {
        Settle();
        foreach (var (i, channel) in machine.Channels.Index())
            channel.Level.ShouldBe(streams.Where(its => its.Channel == i).Sum(its => (long)its.Bytes.Count));
        var isBusy = Enumerable.Range(0, machine.Threads.End)
            .Any(thread => machine.Threads[thread].State == ThreadState.Ready);
        foreach (var (thread, call) in calls)
        {
            if (!IsBlocked(thread) || isBusy) continue;
            if (call.Act.Timeout >= 0) machine.Now.ShouldBeLessThanOrEqualTo(call.Began + call.Act.Timeout);
            var name = $"{machine.NameOf(thread)} waits in {call.Act}";
            if (call.Act.Deed == Deed.Open) MetBy(call, call.File!.Stream).ShouldBe(call.Met, name);
            else if (call.Act.Deed == Deed.Read)
                (call.File!.Stream.Bytes.Count == 0 && HasWriters(call.File.Stream)).ShouldBeTrue(name);
            else (HasReaders(call.File!.Stream) && (!IsFirst(thread) || Room(call) < Least(call))).ShouldBeTrue(name);
        }
        CheckUsers();
    }

    /// All is over: what came of it adds up.
    public void CheckEnd()
    {
        CheckRest();
        foreach (var (i, channel) in machine.Channels.Index())
        {
            var (reads, writes, broke, lost) = counts[i];
            (channel.Reads, channel.Writes, channel.Broken).ShouldBe((reads, writes, broke));
            channel.Written.ShouldBe(channel.Read + channel.Level + lost);
            if (machine.Threads.Live == 0) channel.Level.ShouldBe(0);
        }
        (machine.Deadlock is null).ShouldBe(machine.Threads.Live == 0);
    }

    void CheckUsers()
    {
        var users = new Dictionary<OpenFile, int>();
        foreach (var process in machine.Table.All)
        {
            process.Handles.Count.ShouldBe(tables.TryGetValue(process, out var table) ? table.Entries.Count : 0);
            process.Handles.Count.ShouldBe(process.Handles.All.Count());
            foreach (var file in process.Handles.All) users[file] = users.GetValueOrDefault(file) + 1;
        }
        for (var thread = 0; thread < machine.Threads.End; thread++)
            if (machine.Threads.Transfers[thread].File is { } file) users[file] = users.GetValueOrDefault(file) + 1;
        foreach (var (file, count) in users) file.Users.ShouldBe(count);
    }

    void Opened(int thread, Call call, long answer)
    {
        var act = call.Act;
        var table = TableOf(machine.ProcessOf(thread));
        if (machine.Channels[act.Channel] is Pipe)
        {
            if (act.For is not null)
            {
                answer.ShouldBe(Invalid);
                return;
            }
            var stream = new Stream(act.Channel);
            streams.Add(stream);
            table.Add(new(stream, Use.Reading, act.IsNonBlocking), act.IsWhole).ShouldBe((int)answer);
            table.Add(new(stream, Use.Writing, act.IsNonBlocking), act.IsWhole);
            return;
        }
        var fifo = streams.Single(stream => stream.Channel == act.Channel);
        var mustFail = act is { For: Use.Writing, IsNonBlocking: true } && !HasReaders(fifo);
        if (mustFail || answer == NoDevice)
        {
            (mustFail, answer).ShouldBe((true, NoDevice));
            return;
        }
        call.File ??= Come(call, fifo);
        if (act is not { For: Use.Both } and not { For: Use.Reading, IsNonBlocking: true })
            ((act.For == Use.Reading ? HasWriters(fifo) : HasReaders(fifo)) || MetBy(call, fifo) != call.Met)
                .ShouldBeTrue($"{act} comes back though nobody came");
        table.Add(call.File, act.IsWhole).ShouldBe((int)answer);
    }

    void Closed(int thread, Call call, long answer)
    {
        var table = TableOf(machine.ProcessOf(thread));
        var reading = Find(thread, call.Act.Channel, writes: false);
        var writing = Find(thread, call.Act.Channel, writes: true);
        if (call.Act.For == Use.Writing) reading = null;
        if (call.Act.For == Use.Reading) writing = null;
        answer.ShouldBe(reading is null && writing is null ? BadHandle : 0);
        table.Entries.RemoveAll(entry => entry == reading || entry == writing);
    }

    void HasRead(Call call, long answer, long value)
    {
        var (act, stream) = (call.Act, call.File?.Stream);
        if (!IsPlain(call, answer)) return;
        var isEmpty = stream!.Bytes.Count == 0;
        var isAtEnd = isEmpty && !HasWriters(stream);
        if (answer >= 0) CountCall(call);
        if (answer > 0) value.ShouldBe(call.First);
        if (!act.IsWhole) call.Parts.ShouldBe(answer > 0 ? 1 : 0);
        if (call.IsOver)
        {
            answer.ShouldBe(call.Moved > 0 ? call.Moved : TimedOut);
            return;
        }
        if (answer is Again) (MustNotBlock(call) && isEmpty && !isAtEnd).ShouldBeTrue();
        else if (answer is TimedOut) (HasTimedOut(call) && isEmpty && !isAtEnd).ShouldBeTrue();
        else if (answer == 0) isAtEnd.ShouldBeTrue($"{act} comes to an end that is none");
        else if (act.IsWhole && answer < act.Bytes)
            (isEmpty && (isAtEnd || MustNotBlock(call) || HasTimedOut(call))).ShouldBeTrue($"{act} gave up");
    }

    void HasWritten(Call call, long answer)
    {
        var act = call.Act;
        if (!IsPlain(call, answer)) return;
        if (answer > 0) CountCall(call);
        if (call.IsOver)
        {
            answer.ShouldBe(call.Moved > 0 ? call.Moved : TimedOut);
            return;
        }
        HasReaders(call.File!.Stream).ShouldBeTrue();
        if (answer != act.Bytes) (Room(call) < Least(call)).ShouldBeTrue($"{act} gave up though there is room");
        if (answer == Again) MustNotBlock(call).ShouldBeTrue();
        else if (answer == TimedOut) HasTimedOut(call).ShouldBeTrue();
        else
        {
            answer.ShouldBeGreaterThan(0);
            if (answer < act.Bytes) (MustNotBlock(call) || HasTimedOut(call)).ShouldBeTrue($"{act} gave up");
        }
    }

    void CountCall(Call call)
    {
        ref var of = ref CollectionsMarshal.AsSpan(counts)[call.Act.Channel];
        if (call.Act.Deed == Deed.Read) of.Reads++;
        else of.Writes++;
    }

    // What holds of reads and writes alike; false where no more is to be said.
    bool IsPlain(Call call, long answer)
    {
        call.Moved.ShouldBe(Math.Max(answer, 0), $"{call.Act} came back with {answer}");
        if (call.File is null) answer.ShouldBe(BadHandle);
        else if (call.Act.Bytes == 0) answer.ShouldBe(0);
        return call.File is not null && call.Act.Bytes > 0;
    }

    void Put(Call call, long bytes)
    {
        call.Act.Deed.ShouldBe(Deed.Write);
        HasReaders(call.File!.Stream).ShouldBeTrue();
        // Atomic: all of it or nothing. Of more, as much as there is room for.
        bytes.ShouldBe(Math.Min(Room(call), call.Act.Bytes - call.Moved));
        bytes.ShouldBeGreaterThanOrEqualTo(Least(call));
        for (var i = 0L; i < bytes; i++) call.File.Stream.Bytes.Enqueue(call.Act.Id);
        call.Count(bytes);
    }

    void Take(Call call, long bytes)
    {
        call.Act.Deed.ShouldBe(Deed.Read);
        var queue = call.File!.Stream.Bytes;
        bytes.ShouldBe(Math.Min(queue.Count, call.Act.Bytes - call.Moved));
        if (call.Parts == 0) call.First = queue.Peek();
        for (var i = 0L; i < bytes; i++) queue.Dequeue();
        call.Count(bytes);
    }

    void Died(int thread)
    {
        if (!calls.Remove(thread, out var call)) return;
        if (call is { IsOver: true, Moved: > 0 }) CountCall(call);
        if (thread != current) return;
        if (call.Act.Deed == Deed.Write && call.File is { } file && call.Act.Bytes > 0 && !HasReaders(file.Stream))
            broken = (call.Act.Channel, call.Moved);
    }

    // Who waits in open counts as one who has it open. A call whose time was up is over, though it is not back yet.
    void Changed(int thread, Call call, ThreadState state)
    {
        if (state == ThreadState.BlockedOnIO) call.Since = ++waits;
        if (state == ThreadState.Ready && call.Since > 0 && !machine.Threads.Transfers[thread].IsOn)
        {
            GivesUp(thread, call).ShouldBeTrue($"{call.Act} gives up");
            call.IsOver = true;
        }
        if (state != ThreadState.BlockedOnIO || call.Act.Deed != Deed.Open || call.File is not null) return;
        var fifo = streams.Single(stream => stream.Channel == call.Act.Channel);
        (call.Act.For == Use.Reading ? HasWriters(fifo) : HasReaders(fifo)).ShouldBeFalse();
        call.File = Come(call, fifo);
    }

    // Its time is up, and there is nothing for it; or others were woken before it.
    bool GivesUp(int thread, Call call)
    {
        var (stream, isRead) = (call.File!.Stream, call.Act.Deed == Deed.Read);
        if (!HasTimedOut(call) || !(isRead ? HasWriters(stream) : HasReaders(stream))) return false;
        return (isRead ? stream.Bytes.Count == 0 : Room(call) < Least(call)) || Others(thread).Any();
    }

    static OpenEnd Come(Call call, Stream fifo)
    {
        var end = new OpenEnd(fifo, call.Act.For!.Value, call.Act.IsNonBlocking);
        if (end.Reads) fifo.ReadersMet++;
        if (end.Writes) fifo.WritersMet++;
        return end;
    }

    static long MetBy(Call call, Stream fifo) => call.Act.For == Use.Reading ? fifo.WritersMet : fifo.ReadersMet;

    // What nobody has open any more is lost.
    void Settle()
    {
        foreach (var stream in streams)
            if (stream.Bytes.Count > 0 && !HasReaders(stream) && !HasWriters(stream)) stream.Bytes.Clear();
    }

    bool HasReaders(Stream stream) => Ends(stream).Any(end => end.Reads);
    bool HasWriters(Stream stream) => Ends(stream).Any(end => end.Writes);

    IEnumerable<OpenEnd> Ends(Stream stream) => tables.Values.SelectMany(table => table.Entries)
        .Select(entry => entry.File)
        .Concat(calls.Values.Where(call => !call.IsOver).Select(call => call.File).OfType<OpenEnd>())
        .Where(end => end.Stream == stream);

    bool MustNotBlock(Call call) => call.Act.IsNonBlocking || call.File!.IsNonBlocking;

    bool HasTimedOut(Call call) => call.Act.Timeout >= 0 && machine.Now >= call.Began + call.Act.Timeout;

    long Room(Call call) => capacities[call.Act.Channel] - call.File!.Stream.Bytes.Count;

    long Least(Call call) => call.Act.Bytes <= Math.Min(PipeBuf, capacities[call.Act.Channel]) ? call.Act.Bytes : 1;

    // Of those that wait to write into one stream: it began to wait before all others.
    bool IsFirst(int thread) => Others(thread).Where(other => IsBlocked(other.Key))
        .All(other => other.Value.Since > calls[thread].Since);

    // Who does the same as a thread.
    IEnumerable<KeyValuePair<int, Call>> Others(int thread) => calls.Where(other => other.Key != thread
        && other.Value.Act.Deed == calls[thread].Act.Deed && other.Value.File?.Stream == calls[thread].File!.Stream);

    bool IsBlocked(int thread) => machine.Threads[thread].State == ThreadState.BlockedOnIO;

    Entry? Find(int thread, int channel, bool writes) => TableOf(machine.ProcessOf(thread)).Entries
        .Where(entry => entry.File.Stream.Channel == channel && (writes ? entry.File.Writes : entry.File.Reads))
        .MaxBy(entry => entry.Order);

    Table TableOf(Process process) =>
        tables.TryGetValue(process, out var table) ? table : tables[process] = new();

    sealed class Call(Act act, long began)
    {
        public Act Act => act;
        public long Began => began;
        public OpenEnd? File { get; set; }
        public bool IsOver { get; set; }
        public long Since { get; set; }
        public long Met { get; set; }
        public long Moved { get; private set; }
        public int Parts { get; private set; }
        public long First { get; set; }

        public void Count(long bytes)
        {
            Moved += bytes;
            Parts++;
        }
    }

    sealed class Stream(int channel)
    {
        public int Channel => channel;
        public Queue<int> Bytes { get; } = [];
        public long ReadersMet { get; set; }
        public long WritersMet { get; set; }
    }

    sealed class OpenEnd(Stream stream, Use use, bool isNonBlocking)
    {
        public Stream Stream => stream;
        public bool Reads => use != Use.Writing;
        public bool Writes => use != Use.Reading;
        public bool IsNonBlocking => isNonBlocking;
    }

    sealed record Entry(int Handle, OpenEnd File, bool EndsWithExec, int Order);

    sealed class Table
    {
        int order;

        public List<Entry> Entries { get; private init; } = [];

        public int Add(OpenEnd file, bool endsWithExec)
        {
            var handle = 3;
            while (Entries.Exists(entry => entry.Handle == handle)) handle++;
            Entries.Add(new(handle, file, endsWithExec, order++));
            return handle;
        }

        public Table Copy() => new() { Entries = [.. Entries], order = order };
    }
}
