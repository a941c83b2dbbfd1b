using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.Scheduling;

/// <summary>
/// Entities by a key, equal ones in order of arrival, that finds the first of those whose time has come. O(log n).
/// </summary>
/// <remarks>
/// A treap that knows the least time of each subtree: Seidel and Aragon, Randomized Search Trees, Algorithmica 16
/// (1996). What balances it is a hash of the order of arrival, so that nothing depends on chance.
/// </remarks>
sealed class Contenders
{
    const int None = -1;

    struct Node
    {
        public long Key, Time, LeastTime, Order;
        public int Entity, Left, Right;
        public uint Height;
    }

    Node[] nodes = new Node[4];
    int root = None, free = None, used;
    long arrivals;

    public int Count { get; private set; }

    /// <summary>Adds an entity, after its equals; the answer is its place, by which it is removed.</summary>
    public int Add(int entity, long key, long time)
    {
        var place = NewPlace();
        nodes[place] = new()
        {
            Key = key, Time = time, LeastTime = time, Order = ++arrivals, Entity = entity,
            Left = None, Right = None, Height = (uint)((ulong)arrivals * 0x9E3779B97F4A7C15 >> 32),
        };
        root = Insert(root, place);
        Count++;
        return place;
    }

    public void Remove(int place)
    {
        root = Remove(root, place);
        nodes[place].Order = 0;
        nodes[place].Left = free;
        free = place;
        Count--;
    }

    /// <summary>The place of the first whose time is at most <paramref name="now"/>; if there is none, of the one with
    /// the least time; −1 when all is empty.</summary>
    public int First(long now)
    {
        if (root == None) return None;
        now = Math.Max(now, nodes[root].LeastTime);
        var at = root;
        while (true)
        {
            ref var node = ref nodes[at];
            if (node.Left != None && nodes[node.Left].LeastTime <= now) at = node.Left;
            else if (node.Time <= now) return at;
            else at = node.Right;
        }
    }

    /// <summary>The same among those that a CPU may run. O(n), but rare.</summary>
    public int First(long now, int cpu, ICpuFilter filter)
    {
        var best = None;
        for (var place = 0; place < used; place++)
            if (nodes[place].Order != 0 && (best == None || IsBetter(place, best, now))
                && filter.MayRun(nodes[place].Entity, cpu))
                best = place;
        return best;
    }

    public int EntityAt(int place) => nodes[place].Entity;
    public long KeyAt(int place) => nodes[place].Key;
    public long TimeAt(int place) => nodes[place].Time;

    bool IsBetter(int a, int b, long now)
    {
        var (one, other) = (nodes[a].Time <= now, nodes[b].Time <= now);
        if (one != other) return one;
        return one || nodes[a].Time == nodes[b].Time ? IsBefore(a, b) : nodes[a].Time < nodes[b].Time;
    }

    bool IsBefore(int a, int b) =>
        nodes[a].Key < nodes[b].Key || nodes[a].Key == nodes[b].Key && nodes[a].Order < nodes[b].Order;

    int NewPlace()
    {
        if (free == None)
        {
            if (used == nodes.Length) Array.Resize(ref nodes, 2 * used);
            return used++;
        }
        var place = free;
        free = nodes[place].Left;
        return place;
    }

    int Insert(int at, int place)
    {
        if (at == None) return place;
        if (nodes[place].Height > nodes[at].Height)
        {
            Split(at, nodes[place].Key, out nodes[place].Left, out nodes[place].Right);
            return Summed(place);
        }
        if (IsBefore(place, at)) nodes[at].Left = Insert(nodes[at].Left, place);
        else nodes[at].Right = Insert(nodes[at].Right, place);
        return Summed(at);
    }

    /// <summary>What is new comes after all of its key.</summary>
    void Split(int at, long key, out int before, out int after)
    {
        if (at == None) (before, after) = (None, None);
        else if (nodes[at].Key <= key)
        {
            Split(nodes[at].Right, key, out nodes[at].Right, out after);
            before = Summed(at);
        }
        else
        {
            Split(nodes[at].Left, key, out before, out nodes[at].Left);
            after = Summed(at);
        }
    }

    int Remove(int at, int place)
    {
        if (at == place) return Merge(nodes[at].Left, nodes[at].Right);
        if (IsBefore(place, at)) nodes[at].Left = Remove(nodes[at].Left, place);
        else nodes[at].Right = Remove(nodes[at].Right, place);
        return Summed(at);
    }

    int Merge(int before, int after)
    {
        if (before == None) return after;
        if (after == None) return before;
        if (nodes[before].Height > nodes[after].Height)
        {
            nodes[before].Right = Merge(nodes[before].Right, after);
            return Summed(before);
        }
        nodes[after].Left = Merge(before, nodes[after].Left);
        return Summed(after);
    }

    int Summed(int at)
    {
        ref var node = ref nodes[at];
        node.LeastTime = node.Time;
        if (node.Left != None) node.LeastTime = Math.Min(node.LeastTime, nodes[node.Left].LeastTime);
        if (node.Right != None) node.LeastTime = Math.Min(node.LeastTime, nodes[node.Right].LeastTime);
        return at;
    }
}

/// <summary>Whom a CPU may run.</summary>
interface ICpuFilter
{
    bool MayRun(int entity, int cpu);
}
