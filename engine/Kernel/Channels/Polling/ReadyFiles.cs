namespace Timeslice.Kernel.Channels.Polling;

/// <summary>
/// The ready files that a thread was told of and has not come to yet. Where it waits for others meanwhile, these come
/// first.
/// </summary>
/// <remarks>In C they stand in an array on the thread's stack: so a child of a fork has a copy.</remarks>
struct ReadyFiles
{
    ReadyFile[]? files;

    public int Count { get; private set; }

    public void Add(in ReadyFile file)
    {
        if (files is null) files = new ReadyFile[4];
        else if (Count == files.Length) Array.Resize(ref files, Count * 2);
        files[Count++] = file;
    }

    /// <summary>Those that were added last are all: the first of them is to be the first.</summary>
    public readonly void Turn(int last)
    {
        if (last > 1) Array.Reverse(files!, Count - last, last);
    }

    public ReadyFile Take() => files![--Count];

    public void Drop(int count) => Count -= count;

    public void Clear() => Count = 0;

    public readonly ReadyFiles Copy() => Count == 0 ? default : new() { files = files![..Count], Count = Count };
}
