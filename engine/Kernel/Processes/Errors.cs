namespace Timeslice.Kernel.Processes;

/// <summary>What people call the reasons why a system call fails.</summary>
static class Errors
{
    public static string Say(long number) => (Errno)number switch
    {
        Errno.NotPermitted => "EPERM, not permitted",
        Errno.NoEntry => "ENOENT, there is nothing of this name",
        Errno.NoProcess => "ESRCH, there is no such process",
        Errno.Interrupted => "EINTR, a signal came",
        Errno.NoDevice => "ENXIO, nobody is at the other end",
        Errno.TooBig => "E2BIG, the message is longer than the buffer",
        Errno.BadHandle => "EBADF, it is not open here",
        Errno.NoChild => "ECHILD, there is no child to wait for",
        Errno.Again => "EAGAIN, not now",
        Errno.NoMemory => "ENOMEM, there is no room",
        Errno.Access => "EACCES, permission denied",
        Errno.Exists => "EEXIST, it is there already",
        Errno.Invalid => "EINVAL, that makes no sense",
        Errno.IllegalSeek => "ESPIPE, it has no addresses",
        Errno.BrokenPipe => "EPIPE, nobody reads",
        Errno.Range => "ERANGE, the number would be too large",
        Errno.Loop => "ELOOP, it would lead in a circle",
        Errno.NoMessage => "ENOMSG, there is no such message",
        Errno.Removed => "EIDRM, it was removed",
        Errno.MessageSize => "EMSGSIZE, the message is too long",
        Errno.AddressInUse => "EADDRINUSE, the address is taken: somebody is bound to it, or its name is there still",
        Errno.NetworkUnreachable => "ENETUNREACH, no network leads there",
        Errno.ConnectionReset => "ECONNRESET, the other side has gone",
        Errno.NoBuffers => "ENOBUFS, its queue is full",
        Errno.NotConnected => "ENOTCONN, there is no connection",
        Errno.TimedOut => "ETIMEDOUT, the time was up",
        Errno.ConnectionRefused => "ECONNREFUSED, nobody listens",
        _ => $"error {number}",
    };
}
