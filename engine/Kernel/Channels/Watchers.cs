namespace Timeslice.Kernel.Channels;

/// <summary>Several who watch one open file: in order of arrival, those that are exclusive after all others.</summary>
/// <remarks>Who is told may come and go while others are told: a place that is empty then is closed later.</remarks>
sealed class Watchers(IWatcher first) : IWatcher
{
    readonly List<IWatcher?> line = [first];
    int telling, empty;

    public int Count => line.Count - empty;

    public void Add(IWatcher added)
    {
        var place = line.Count;
        if (!added.IsExclusive)
            while (place > 0 && line[place - 1] is null or { IsExclusive: true }) place--;
        line.Insert(place, added);
    }

    public bool Remove(IWatcher removed)
    {
        var place = line.IndexOf(removed);
        if (place < 0) return false;
        line[place] = null;
        empty++;
        Close();
        return true;
    }

    void IWatcher.Changed(OpenFile file) => Changed(file, Use.Both);

    public void Changed(OpenFile file, Use what)
    {
        telling++;
        for (var i = 0; i < line.Count; i++)
        {
            if (line[i] is not { } watcher) continue;
            if (!watcher.IsExclusive) watcher.Changed(file, what);
            else if (watcher.TryTake(file, what)) break;
        }
        telling--;
        Close();
    }

    public void Closed(OpenFile file)
    {
        telling++;
        for (var i = 0; i < line.Count; i++) line[i]?.Closed(file);
        telling--;
        Close();
    }

    void Close()
    {
        if (telling > 0 || empty == 0) return;
        line.RemoveAll(watcher => watcher is null);
        empty = 0;
    }
}
