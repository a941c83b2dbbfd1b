using Timeslice.Des;
using Timeslice.Kernel.Channels;

namespace Timeslice.Kernel.Devices;

/// <summary>Serves the requests to a cache: from memory, and by asking the device behind it.</summary>
sealed class CachedPages(PageCache cache, CacheFrames frames) : IServing, IRequester, IAppointed
{
    const int None = CacheFrames.None;

    readonly CacheLoads loads = new();
    int open = None;

    public int Servers => 1;
    public int Present { get; private set; }
    string IAppointed.What => $"the end of a request of {cache.Name}";

    /// <summary>Moves bytes for which nobody has to wait; false where somebody would have to.</summary>
    public bool TryAtOnce(RequestKind kind, long at, long bytes)
    {
        if (kind == RequestKind.Write && cache.WritesThrough) return false;
        var (first, last) = (at / cache.Page, (at + bytes - 1) / cache.Page);
        for (var page = first; page <= last; page++)
            if (frames.Find(page) is not (not None and var frame) || frames.LoadOf(frame) != None) return false;
        for (var page = first; page <= last; page++) Use(frames.Find(page), kind);
        cache.Hits += last - first + 1;
        return true;
    }

    public void Enter(DeviceRequest request)
    {
        cache.Begins(request);
        Present++;
        // One that counts itself cannot be over before all has been asked for.
        request.Awaits = 1;
        if (request.Kind == RequestKind.Sync) WriteChanged(request);
        else if (request.Kind == RequestKind.Write && cache.WritesThrough) WriteThrough(request);
        else Reach(request);
        if (--request.Awaits == 0) cache.Appoint(Duration.Zero, this, request.Number);
    }

    // None is queued.
    public void Leave(DeviceRequest request) { }

    void IAppointed.Due(int what) => End(cache[what]);

    void IRequester.Completed(DeviceRequest done)
    {
        var load = loads[done.Tag];
        for (var page = load.First; page < load.First + load.Count; page++)
            if (frames.Find(page) is not None and var frame && frames.LoadOf(frame) == done.Tag) frames.HasCome(frame);
        var number = done.Tag;
        foreach (var waiting in load.Waiting)
            if (--waiting.Awaits == 0) End(waiting);
        loads.Remove(number);
    }

    void End(DeviceRequest request)
    {
        Present--;
        cache.Ends(request);
        cache.Deliver(request);
    }

    void Use(int frame, RequestKind kind)
    {
        frames.Touch(frame);
        if (kind == RequestKind.Write) frames.SetDirty(frame, true);
    }

    // Each page in turn; those in a row that must be read, or written without being kept, make one request.
    void Reach(DeviceRequest request)
    {
        var (first, last) = (request.At / cache.Page, (request.At + request.Bytes - 1) / cache.Page);
        var loaded = RequestKind.Read;
        for (var page = first; page <= last; page++)
        {
            var frame = frames.Find(page);
            if (frame != None)
            {
                Close(request, loaded);
                Use(frame, request.Kind);
                if (frames.LoadOf(frame) is not None and var load)
                {
                    cache.Misses++;
                    Await(request, load);
                }
                else cache.Hits++;
                continue;
            }
            cache.Misses++;
            var isWhole = request.Kind == RequestKind.Write && Covers(request, page);
            var kept = isWhole ? Add(request, page, None) : Extend(request, page, RequestKind.Read, ref loaded);
            if (kept != None && request.Kind == RequestKind.Write) frames.SetDirty(kept, true);
            if (kept == None && isWhole) Extend(request, page, RequestKind.Write, ref loaded, mayKeep: false);
            else if (isWhole) Close(request, loaded);
        }
        Close(request, loaded);
    }

    // The page joins those that are asked for together.
    int Extend(DeviceRequest request, long page, RequestKind kind, ref RequestKind loaded, bool mayKeep = true)
    {
        if (open != None && loaded != kind) Close(request, loaded);
        loaded = kind;
        if (open == None) open = loads.Add(page);
        loads[open].Count++;
        return mayKeep ? Add(request, page, open) : None;
    }

    int Add(DeviceRequest request, long page, int load)
    {
        var frame = frames.TryAdd(page, load, out var written);
        if (written != None) Ask(request, RequestKind.Write, written, 1, who: null);
        return frame;
    }

    void Close(DeviceRequest request, RequestKind kind)
    {
        if (open == None) return;
        var number = open;
        open = None;
        Await(request, number);
        Ask(request, kind, loads[number].First, loads[number].Count, this, number);
    }

    void WriteThrough(DeviceRequest request)
    {
        var (first, last) = (request.At / cache.Page, (request.At + request.Bytes - 1) / cache.Page);
        for (var page = first; page <= last; page++)
        {
            if (frames.Find(page) is not None and var frame)
            {
                frames.Touch(frame);
                cache.Hits++;
                continue;
            }
            cache.Misses++;
            if (Covers(request, page)) Add(request, page, None);
        }
        var number = loads.Add(first);
        Await(request, number);
        request.Asked++;
        cache.Behind.SubmitAnyway(cache.Behind.NewRequest(
            RequestKind.Write, request.At, request.Bytes, this, number, request.Cpu));
    }

    void WriteChanged(DeviceRequest request)
    {
        var changed = frames.TakeDirty();
        for (var i = 0; i < changed.Length;)
        {
            var end = i + 1;
            while (end < changed.Length && changed[end] == changed[end - 1] + 1) end++;
            var number = loads.Add(changed[i]);
            Await(request, number);
            Ask(request, RequestKind.Write, changed[i], end - i, this, number);
            i = end;
        }
    }

    void Await(DeviceRequest request, int load)
    {
        loads[load].Waiting.Add(request);
        request.Awaits++;
    }

    // The last page of a device may be a part of one.
    void Ask(DeviceRequest request, RequestKind kind, long first, long count, IRequester? who, int tag = 0)
    {
        if (kind == RequestKind.Write) cache.PagesWritten += count;
        var at = first * cache.Page;
        var bytes = Math.Min(count * cache.Page, cache.Capacity - at);
        request.Asked++;
        cache.Behind.SubmitAnyway(cache.Behind.NewRequest(kind, at, bytes, who, tag, request.Cpu));
    }

    bool Covers(DeviceRequest request, long page) => request.At <= page * cache.Page
        && request.At + request.Bytes >= Math.Min((page + 1) * cache.Page, cache.Capacity);
}
