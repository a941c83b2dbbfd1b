namespace Timeslice.Kernel.Channels;

/// <summary>Waits for open files, one or many at once.</summary>
/// <remarks>
/// Who is told that something may have changed looks for itself: several are told, and another may be faster. What is
/// told is what Linux wakes pollers for, so more than that a file became ready: each arrival of bytes counts.
/// </remarks>
interface IWatcher
{
    /// <summary>An open file may be readable or writable now, though it was not before.</summary>
    void Changed(OpenFile file);

    /// <summary>The same, and which of it: both where that is not known.</summary>
    void Changed(OpenFile file, Use what) => Changed(file);

    /// <summary>Nobody has the file open any more: it is not watched from now on.</summary>
    void Closed(OpenFile file) { }

    /// <summary>Of those that are so, one alone is told: the first that takes it, in order of arrival.</summary>
    bool IsExclusive => false;

    /// <summary>One that is exclusive is told; false where it leaves that to the next.</summary>
    bool TryTake(OpenFile file, Use what)
    {
        Changed(file, what);
        return true;
    }
}
