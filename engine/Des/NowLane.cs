namespace Timeslice.Des;
/// <summary>placeholder</summary>
sealed class NowLane
{
    readonly Queue<(int, uint)> q = new();
    public int Count => q.Count;
    public void Add(int id, uint generation) => q.Enqueue((id, generation));
    public bool TryTake(out int id, out uint generation) { var r = q.TryDequeue(out var x); (id, generation) = x; return r; }
}
