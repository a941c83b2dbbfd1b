namespace Timeslice.Kernel.Channels;

/// <summary>Waits for many open files at once.</summary>
interface IWatcher
{
    /// <summary>An open file may be readable or writable now, though it was not before.</summary>
    void Changed(OpenFile file);
}
