namespace Timeslice.Kernel.Channels.Naming;

/// <summary>The keys and the ids of a machine, by which every process can find what stands in its kernel.</summary>
sealed class KernelNames
{
    /// <summary>
    /// Ids begin where no handle ever comes, though a process may have a hundred thousand connections: so a number
    /// tells which it is. (Linux makes an id of a slot below 32768, and of how often that was used.)
    /// </summary>
    const long FirstId = 1 << 30;

    readonly Dictionary<(Type Kind, long Key), Standing> keys = [];
    readonly List<OpenFile?> ids = [];

    public static bool IsId(long number) => number >= FirstId;

    /// <summary>What stands behind a key. Each kind of object has keys of its own.</summary>
    public Standing Behind(Type kind, long key) =>
        keys.TryGetValue((kind, key), out var standing) ? standing : keys[(kind, key)] = new();

    /// <summary>Gives something an id that nothing had before.</summary>
    public long Add(OpenFile file)
    {
        ids.Add(file);
        return FirstId + ids.Count - 1;
    }

    /// <summary>What has an id; null where it has gone, or never was.</summary>
    public OpenFile? Find(long id) => id >= FirstId && id - FirstId < ids.Count ? ids[(int)(id - FirstId)] : null;

    public void Remove(long id) => ids[(int)(id - FirstId)] = null;
}
