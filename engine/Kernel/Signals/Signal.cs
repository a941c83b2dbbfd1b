namespace Timeslice.Kernel.Signals;

/// <summary>The ordinary signals, by their numbers on Linux; in YAML <c>SIGINT</c> and so on.</summary>
/// <remarks>signal(7): "Signal numbering for standard signals", x86 and most others.</remarks>
public enum Signal
{
    /// <summary>None: <c>kill</c> with 0 asks only whether there is such a process.</summary>
    None = 0,

    /// <summary>The terminal is gone; to servers: read your settings anew. Terminates.</summary>
    Hup = 1,

    /// <summary>Ctrl-C. Terminates.</summary>
    Int = 2,

    /// <summary>Ctrl-\. Terminates, with a core dump.</summary>
    Quit = 3,

    /// <summary>An instruction that there is not. Terminates, with a core dump.</summary>
    Ill = 4,

    /// <summary>A breakpoint. Terminates, with a core dump.</summary>
    Trap = 5,

    /// <summary><c>abort</c> was called. Terminates, with a core dump.</summary>
    Abrt = 6,

    /// <summary>Memory that is not there. Terminates, with a core dump.</summary>
    Bus = 7,

    /// <summary>A division by 0. Terminates, with a core dump.</summary>
    Fpe = 8,

    /// <summary>Terminates, and can be neither caught, ignored nor masked.</summary>
    Kill = 9,

    /// <summary>Means what the program says. Terminates.</summary>
    Usr1 = 10,

    /// <summary>Memory that the process may not touch. Terminates, with a core dump.</summary>
    Segv = 11,

    /// <summary>Means what the program says. Terminates.</summary>
    Usr2 = 12,

    /// <summary>Written into a pipe that nobody reads. Terminates.</summary>
    Pipe = 13,

    /// <summary>The time of an <c>alarm</c> is over. Terminates.</summary>
    Alrm = 14,

    /// <summary>Asks to end. Terminates.</summary>
    Term = 15,

    /// <summary>Not used. Terminates.</summary>
    StkFlt = 16,

    /// <summary>A child has ended, has stopped or goes on. Ignored.</summary>
    Chld = 17,

    /// <summary>Goes on, if stopped.</summary>
    Cont = 18,

    /// <summary>Stops, and can be neither caught, ignored nor masked.</summary>
    Stop = 19,

    /// <summary>Ctrl-Z. Stops.</summary>
    Tstp = 20,

    /// <summary>Read from the terminal in the background. Stops.</summary>
    Ttin = 21,

    /// <summary>Written to the terminal in the background. Stops.</summary>
    Ttou = 22,

    /// <summary>Urgent data at a socket. Ignored.</summary>
    Urg = 23,

    /// <summary>Too much CPU time. Terminates, with a core dump.</summary>
    Xcpu = 24,

    /// <summary>A file that is too large. Terminates, with a core dump.</summary>
    Xfsz = 25,

    /// <summary>A timer of CPU time. Terminates.</summary>
    VtAlrm = 26,

    /// <summary>A timer for profiles. Terminates.</summary>
    Prof = 27,

    /// <summary>The window has another size. Ignored.</summary>
    Winch = 28,

    /// <summary>Something can be read or written. Terminates.</summary>
    IO = 29,

    /// <summary>Power fails. Terminates.</summary>
    Pwr = 30,

    /// <summary>A system call that there is not. Terminates, with a core dump.</summary>
    Sys = 31,
}
