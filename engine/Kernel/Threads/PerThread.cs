namespace Timeslice.Kernel.Threads;

/// <summary>What a policy remembers of each thread, by number; as the type is at first until it is set.</summary>
/// <remarks>Items move when the table grows: no reference to one is kept while a thread may be created.</remarks>
public sealed class PerThread<T> where T : struct
{
    T[] items = new T[16];

    public ref T this[int thread]
    {
        get
        {
            if (thread >= items.Length) Array.Resize(ref items, Math.Max(thread + 1, items.Length * 2));
            return ref items[thread];
        }
    }
}
