namespace Timeslice.Kernel.Processes;

/// <summary>Why a system call fails, by the numbers of Linux on x86-64.</summary>
/// <remarks>errno(3); include/uapi/asm-generic/errno-base.h and errno.h of Linux.</remarks>
public enum Errno
{
    /// <summary>EPERM: not allowed to this one.</summary>
    NotPermitted = 1,

    /// <summary>ENOENT: there is nothing of this name.</summary>
    NoEntry = 2,

    /// <summary>ESRCH: there is no such process.</summary>
    NoProcess = 3,

    /// <summary>EINTR: a signal came.</summary>
    Interrupted = 4,

    /// <summary>ENXIO: nobody is at the other end.</summary>
    NoDevice = 6,

    /// <summary>E2BIG: what was given is too long.</summary>
    TooBig = 7,

    /// <summary>EBADF: it is not open.</summary>
    BadHandle = 9,

    /// <summary>ECHILD: there is no child to wait for.</summary>
    NoChild = 10,

    /// <summary>EAGAIN: not now.</summary>
    Again = 11,

    /// <summary>ENOMEM: there is no room.</summary>
    NoMemory = 12,

    /// <summary>EACCES: permission denied.</summary>
    Access = 13,

    /// <summary>EEXIST: it is there already.</summary>
    Exists = 17,

    /// <summary>EINVAL: this makes no sense.</summary>
    Invalid = 22,

    /// <summary>ESPIPE: it has no addresses.</summary>
    IllegalSeek = 29,

    /// <summary>EPIPE: nobody reads.</summary>
    BrokenPipe = 32,

    /// <summary>ERANGE: the number would be too large.</summary>
    Range = 34,

    /// <summary>ELOOP: it would lead in a circle.</summary>
    Loop = 40,

    /// <summary>ENOMSG: there is no such message.</summary>
    NoMessage = 42,

    /// <summary>EIDRM: it was removed.</summary>
    Removed = 43,

    /// <summary>EMSGSIZE: the message is too long.</summary>
    MessageSize = 90,

    /// <summary>EADDRINUSE: somebody is bound to the address, or its name is there still.</summary>
    AddressInUse = 98,

    /// <summary>ENETUNREACH: no network leads there.</summary>
    NetworkUnreachable = 101,

    /// <summary>ECONNRESET: the other side has gone.</summary>
    ConnectionReset = 104,

    /// <summary>ENOBUFS: there is no room in a queue.</summary>
    NoBuffers = 105,

    /// <summary>ENOTCONN: there is no connection.</summary>
    NotConnected = 107,

    /// <summary>ETIMEDOUT: the time was up.</summary>
    TimedOut = 110,

    /// <summary>ECONNREFUSED: nobody listens.</summary>
    ConnectionRefused = 111,

    /// <summary>ECANCELED: it is to end.</summary>
    Canceled = 125,
}
