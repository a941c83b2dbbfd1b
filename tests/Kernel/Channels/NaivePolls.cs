using Timeslice.Kernel.Channels;

namespace Timeslice.Tests.Kernel.Channels;

/// What the man pages say that a plan comes to: lists of files, of who watches them, and of who waits.
sealed class NaivePolls
{
    readonly PollPlan plan;
    readonly File[] files;
    readonly Epoll[] epolls;
    readonly Waiter?[] waiting = new Waiter?[PollPlan.Threads];
    readonly Queue<Waiter> woken = new();
    int now;

    public NaivePolls(PollPlan plan)
    {
        this.plan = plan;
        files = [.. Enumerable.Range(0, 2 * PollPlan.Pipes).Select(i => new File(PollPlan.FirstHandle + i))];
        for (var i = 0; i < PollPlan.Pipes; i++)
        {
            var pipe = new Pipe(plan.Capacities[i], files[2 * i], files[2 * i + 1]);
            (files[2 * i].Pipe, files[2 * i + 1].Pipe) = (pipe, pipe);
        }
        epolls = [.. Enumerable.Range(0, PollPlan.Epolls).Select(_ => new Epoll())];
    }

    public List<string>[] Told { get; } = [.. Enumerable.Range(0, PollPlan.Threads).Select(_ => new List<string>())];
    public int Spared { get; private set; }

    public void Run()
    {
        foreach (var step in plan.Steps)
        {
            TimePasses(step.At);
            now = step.At;
            if (waiting[step.Thread] is not null) continue;
            Do(step);
            LookAgain();
        }
        TimePasses(int.MaxValue);
    }

    void TimePasses(int until)
    {
        while (waiting.Where(each => each?.GivesUpAt < until).MinBy(each => each!.GivesUpAt) is { } late)
        {
            now = late.GivesUpAt!.Value;
            Leave(late);
            Say(late.Call, "0");
            LookAgain();
        }
    }

    void LookAgain()
    {
        while (woken.TryDequeue(out var waiter)) Look(waiter);
    }

    void Do(PollStep step)
    {
        var file = files[step.Handle - PollPlan.FirstHandle];
        switch (step.Deed)
        {
            case PollDeed.Write: Write(step, file); break;
            case PollDeed.Read: Read(step, file); break;
            case PollDeed.Close when !file.HasHandle: Say(step, "-9"); break;
            case PollDeed.Close:
                file.HasHandle = false;
                Release(file);
                Say(step, "0");
                break;
            case PollDeed.Wait: Look(new Waiter(step)); break;
            case PollDeed.Poll:
                var looks = step.Handles.Select(handle => files[handle - PollPlan.FirstHandle]).ToList();
                var isOpen = looks.Select(each => each.HasHandle).ToList();
                foreach (var each in looks.Where(each => each.HasHandle)) each.Users++;
                Look(new Waiter(step) { Files = looks, IsOpen = isOpen });
                break;
            default: Control(step, file); break;
        }
    }

    void Write(PollStep step, File file)
    {
        var pipe = file.Pipe!;
        if (!file.HasHandle) Say(step, "-9");
        else if (pipe.Reading.Users == 0) Say(step, "none");
        else if (pipe.Capacity - pipe.Bytes < step.Bytes) Say(step, "-11");
        else
        {
            pipe.Bytes += step.Bytes;
            Say(step, $"{step.Bytes}");
            Changed(pipe.Reading, Use.Reading);
        }
    }

    void Read(PollStep step, File file)
    {
        var pipe = file.Pipe!;
        if (!file.HasHandle) Say(step, "-9");
        else if (pipe.Bytes == 0) Say(step, pipe.Writing.Users == 0 ? "0" : "-11");
        else
        {
            var (wasFull, bytes) = (!pipe.HasRoom, Math.Min(pipe.Bytes, step.Bytes));
            pipe.Bytes -= bytes;
            Say(step, $"{bytes}");
            if (wasFull && pipe.HasRoom) Changed(pipe.Writing, Use.Writing);
        }
    }

    void Control(PollStep step, File file)
    {
        var epoll = epolls[step.Epoll];
        var item = epoll.Items.Find(each => each.File == file);
        if (!file.HasHandle) Say(step, "-9");
        else if (step.Deed == PollDeed.Add && item is not null) Say(step, "-17");
        else if (step.Deed != PollDeed.Add && item is null) Say(step, "-2");
        else if (step.Deed == PollDeed.Change && item!.Exclusive) Say(step, "-22");
        else
        {
            Say(step, "0");
            if (step.Deed == PollDeed.Remove) Remove(item!);
            else if (step.Deed == PollDeed.Change) item!.Step = step;
            else
            {
                item = new(epoll, file, step.Exclusive && !step.Once) { Step = step };
                epoll.Items.Add(item);
                file.Watchers.Add(item);
            }
            if (item is { } its && step.Deed != PollDeed.Remove)
            {
                its.IsSpent = false;
                if (its.File.Can(its.Step.What) != 0) Line(its);
            }
        }
    }

    static void Remove(Item item)
    {
        item.Epoll.Items.Remove(item);
        item.Epoll.Line.Remove(item);
        item.File.Watchers.Remove(item);
    }

    // All who watch a file are told, of the exclusive ones the first of whom a thread waits.
    void Changed(File file, Use what)
    {
        foreach (var watcher in file.Watchers.OrderBy(each => each is Item { Exclusive: true }).ToList())
        {
            var asked = (watcher as Item)?.Step.What ?? ((Waiter)watcher).Call.What;
            if (asked != what && asked != Use.Both && what != Use.Both) continue;
            if (watcher is Waiter poll)
            {
                if (file.Watchers.Contains(poll)) Wake(poll);
            }
            else if (watcher is Item { IsSpent: false } item && Line(item) && item.Exclusive)
            {
                Spared++;
                break;
            }
        }
    }

    bool Line(Item item)
    {
        if (!item.Epoll.Line.Contains(item)) item.Epoll.Line.Add(item);
        return WakeOne(item.Epoll);
    }

    bool WakeOne(Epoll epoll)
    {
        if (epoll.Stack.Count == 0) return false;
        Wake(epoll.Stack[^1]);
        return true;
    }

    void Wake(Waiter waiter)
    {
        Unwatch(waiter);
        woken.Enqueue(waiter);
    }

    void Unwatch(Waiter waiter)
    {
        waiting[waiter.Call.Thread] = null;
        foreach (var epoll in epolls) epoll.Stack.Remove(waiter);
        foreach (var file in files) file.Watchers.RemoveAll(each => each == waiter);
    }

    // One who gives up, or has what it waited for, lets go of what it looked at.
    void Leave(Waiter waiter)
    {
        Unwatch(waiter);
        for (var i = 0; i < waiter.Files.Count; i++)
            if (waiter.IsOpen[i]) Release(waiter.Files[i]);
    }

    void Release(File file)
    {
        if (--file.Users > 0) return;
        foreach (var item in file.Watchers.OfType<Item>().ToList()) Remove(item);
        Changed(file == file.Pipe!.Reading ? file.Pipe.Writing : file.Pipe.Reading, Use.Both);
    }

    void Look(Waiter waiter)
    {
        var call = waiter.Call;
        var found = call.Deed == PollDeed.Wait ? Gather(epolls[call.Epoll], call.Most)
            : Look(waiter.Files, waiter.IsOpen, call);
        if (found.Count > 0)
        {
            Say(call, string.Join(' ', [$"{found.Count}", .. found]));
            Leave(waiter);
            if (call.Deed == PollDeed.Wait && epolls[call.Epoll].Line.Count > 0) WakeOne(epolls[call.Epoll]);
        }
        else if (waiter.GivesUpAt <= now)
        {
            Say(call, "0");
            Leave(waiter);
        }
        else
        {
            waiting[call.Thread] = waiter;
            if (call.Deed == PollDeed.Wait) epolls[call.Epoll].Stack.Add(waiter);
            else
                foreach (var file in waiter.Files) file.Watchers.Add(waiter);
        }
    }

    static List<string> Gather(Epoll epoll, int most)
    {
        var (found, back, looked) = (new List<string>(), new List<Item>(), 0);
        foreach (var item in epoll.Line)
        {
            if (found.Count == most) break;
            looked++;
            if (item.IsSpent || item.File.Can(item.Step.What) is not (not 0 and var can)) continue;
            found.Add($"{item.Step.At}/{can}");
            if (item.Step.Once) item.IsSpent = true;
            else if (!item.Step.Edge) back.Add(item);
        }
        epoll.Line.RemoveRange(0, looked);
        epoll.Line.AddRange(back);
        return found;
    }

    static List<string> Look(List<File> files, List<bool> isOpen, PollStep call) => [.. files.Index()
        .Select(each => (each.Item.Handle, Can: isOpen[each.Index] ? each.Item.Can(call.What) : 8))
        .Where(each => each.Can != 0).Select(each => $"{each.Handle}/{each.Can}")];

    void Say(PollStep step, string what) => Told[step.Thread].Add($"{step.At}: {now} {what}");

    sealed class Pipe(int capacity, File reading, File writing)
    {
        public int Capacity => capacity;
        public File Reading => reading;
        public File Writing => writing;
        public int Bytes { get; set; }

        /// PIPE_BUF, or all where it holds less; or nobody will read it.
        public bool HasRoom => reading.Users == 0 || capacity - Bytes >= Math.Min(4096, capacity);
    }

    sealed class File(int handle)
    {
        public int Handle => handle;
        public Pipe? Pipe { get; set; }
        public bool HasHandle { get; set; } = true;
        public int Users { get; set; } = 1;
        public List<object> Watchers { get; } = [];

        public int Can(Use what)
        {
            var reads = Pipe!.Reading == this;
            var isAlone = (reads ? Pipe.Writing : Pipe.Reading).Users == 0;
            var can = isAlone ? 4 : 0;
            if (reads && what != Use.Writing && (Pipe.Bytes > 0 || isAlone)) can |= 1;
            if (!reads && what != Use.Reading && Pipe.HasRoom) can |= 2;
            return can;
        }
    }

    sealed class Epoll
    {
        public List<Item> Items { get; } = [];
        public List<Item> Line { get; } = [];
        public List<Waiter> Stack { get; } = [];
    }

    sealed class Item(Epoll epoll, File file, bool exclusive)
    {
        public Epoll Epoll => epoll;
        public File File => file;
        public bool Exclusive => exclusive;
        public required PollStep Step { get; set; }
        public bool IsSpent { get; set; }
    }

    sealed class Waiter(PollStep call)
    {
        public PollStep Call => call;
        public int? GivesUpAt => call.At + call.Patience;
        public List<File> Files { get; init; } = [];
        public List<bool> IsOpen { get; init; } = [];
    }
}
