namespace Timeslice.Cli;

/// <summary>What the command leaves to the shell.</summary>
enum ExitCode
{
    Ok = 0,
    ExpectationFailed = 1,
    InputRefused = 2,
    Deadlock = 3,
    LimitReached = 4,
    OutputFailed = 5,
    OurBug = 70,
    Interrupted = 130,
}
