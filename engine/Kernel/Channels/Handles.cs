namespace Timeslice.Kernel.Channels;

/// <summary>The table of open files of a process, by small numbers, the lowest free one first.</summary>
sealed class Handles
{
    /// <summary>Before it come standard input, output and error.</summary>
    const int First = 3;

    readonly List<Entry> entries = [];

    // By channel and end, the handles that a name means.
    readonly Dictionary<(int Channel, bool Writes), int> named = [];

    // By channel, the handle of who listens there; null where nobody ever did.
    Dictionary<int, int>? listening;
    // By channel, what is used of devices without having been opened; null where nothing ever was.
    Dictionary<int, OpenFile>? unopened;
    int users = 1, lowest;
    long opened;

    public IEnumerable<OpenFile> All => entries.Select(entry => entry.File).OfType<OpenFile>();

    public int Count { get; private set; }

    /// <summary>All handles are below it.</summary>
    public long End => First + entries.Count;

    /// <param name="endsWithExec">It is closed when the process goes on with another program.</param>
    public int Add(OpenFile file, bool endsWithExec = false)
    {
        file.AddUser();
        Count++;
        while (lowest < entries.Count && entries[lowest].File is not null) lowest++;
        var entry = new Entry(file, opened++, endsWithExec);
        if (lowest == entries.Count) entries.Add(entry);
        else entries[lowest] = entry;
        if (file is Listener) (listening ??= [])[file.Channel.Number] = lowest;
        else if (file.IsNamed)
        {
            if (file.Reads) named[(file.Channel.Number, false)] = lowest;
            if (file.Writes) named[(file.Channel.Number, true)] = lowest;
        }
        return First + lowest++;
    }

    public OpenFile? Find(long handle) =>
        handle >= First && handle - First < entries.Count ? entries[(int)(handle - First)].File : null;

    /// <summary>The handle by which a channel was opened last that is open still; −1: none.</summary>
    public int Named(Channel channel, bool writes) =>
        named.TryGetValue((channel.Number, writes), out var place) ? First + place : -1;

    /// <summary>The handle by which the process listens at a channel; −1: none.</summary>
    public int Listening(Channel channel) =>
        listening is not null && listening.TryGetValue(channel.Number, out var place) ? First + place : -1;

    /// <summary>What a process uses of a device that it has not opened: its own, from its first use on.</summary>
    public OpenFile Unopened(Devices.Device device)
    {
        unopened ??= [];
        if (unopened.TryGetValue(device.Number, out var file)) return file;
        unopened.Add(device.Number, file = device.NewFile(Use.Both, IoMode.Blocking));
        file.AddUser();
        return file;
    }

    public void Close(long handle)
    {
        var place = (int)(handle - First);
        var file = entries[place].File!;
        entries[place] = default;
        Count--;
        lowest = Math.Min(lowest, place);
        if (file is Listener) listening!.Remove(file.Channel.Number);
        else if (file.IsNamed)
        {
            if (file.Reads) Rename(file.Channel.Number, false, place);
            if (file.Writes) Rename(file.Channel.Number, true, place);
        }
        file.RemoveUser();
    }

    /// <summary>For a child: the same open files under the same numbers, from now on apart.</summary>
    public Handles Copy()
    {
        var copy = new Handles { lowest = lowest, Count = Count, opened = opened };
        copy.entries.AddRange(entries);
        foreach (var (key, place) in named) copy.named.Add(key, place);
        if (listening is not null) copy.listening = new(listening);
        foreach (var file in All) file.AddUser();
        return copy;
    }

    /// <summary>For a child that opens and closes for its parent as well.</summary>
    public Handles Share()
    {
        users++;
        return this;
    }

    /// <summary>
    /// What a process has that goes on with another program: no longer anybody else's, and without what is not to
    /// outlive that. execve(2)
    /// </summary>
    public Handles Execute()
    {
        var own = this;
        if (users > 1)
        {
            own = Copy();
            Leave();
        }
        own.CloseAll(entry => entry.EndsWithExec);
        return own;
    }

    /// <summary>A process is done with it.</summary>
    public void Leave()
    {
        if (--users > 0) return;
        CloseAll(_ => true);
        if (unopened is null) return;
        foreach (var file in unopened.Values) file.RemoveUser();
        unopened = null;
    }

    void CloseAll(Predicate<Entry> isMeant)
    {
        for (var place = 0; place < entries.Count; place++)
            if (entries[place].File is not null && isMeant(entries[place])) Close(First + place);
    }

    // Of several of a name, the one opened before.
    void Rename(int channel, bool writes, int closed)
    {
        if (!named.TryGetValue((channel, writes), out var place) || place != closed) return;
        var last = -1;
        for (var other = 0; other < entries.Count; other++)
        {
            if (entries[other].File is not { IsNamed: true } file || file.Channel.Number != channel) continue;
            if (!(writes ? file.Writes : file.Reads)) continue;
            if (last < 0 || entries[other].Order > entries[last].Order) last = other;
        }
        if (last < 0) named.Remove((channel, writes));
        else named[(channel, writes)] = last;
    }

    /// <param name="Order">Which of all that were opened here.</param>
    readonly record struct Entry(OpenFile? File, long Order, bool EndsWithExec);
}
