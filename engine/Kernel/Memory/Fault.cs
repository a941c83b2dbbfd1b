namespace Timeslice.Kernel.Memory;

/// <summary>Why a thread that touches a page needs the kernel.</summary>
public enum Fault
{
    /// <summary>Nobody has touched it before: it gets a page of zeros.</summary>
    First,

    /// <summary>It writes what others have as well: it gets a copy of its own.</summary>
    Copy,

    /// <summary>It writes what others had as well, until they were gone: the page is its own again.</summary>
    Own,

    /// <summary>It must be read from a device.</summary>
    Major,
}
