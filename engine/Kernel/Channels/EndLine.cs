using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Threads;

namespace Timeslice.Kernel.Channels;

/// <summary>Threads that wait at one end of a connection for bytes, or for room; in order of arrival.</summary>
sealed class EndLine(StreamEnd end, bool forRoom) : IAwaited
{
    ThreadQueue line;

    public string What => end.IsConnecting ? $"a connection to {end.Address.Name}"
        : forRoom ? $"room in a connection to {end.Address.Name}" : $"bytes from a connection to {end.Address.Name}";

    public Flow Block(int thread)
    {
        line.Add(end.Machine.Threads, thread);
        return end.Machine.BlockOnIO(thread, this);
    }

    /// <summary>Wakes the first in line if there is what it waits for.</summary>
    public void WakeFirst()
    {
        if (line.Count > 0 && (forRoom ? end.IsWritable : end.IsReadable)) Wake();
    }

    public void WakeAll()
    {
        while (line.Count > 0) Wake();
    }

    void Wake() => end.Machine.Retry(line.Take(end.Machine.Threads));

    void IAwaited.Forget(int thread)
    {
        line.Remove(end.Machine.Threads, thread);
        WakeFirst();
    }

    void IAwaited.PassOn() => WakeFirst();

    bool IAwaited.IsServedBy(OpenFile file) => file == end.Peer;
}
