using Timeslice.Kernel;

namespace Timeslice.Plots;

/// <summary>
/// One colour per meaning, in every picture: states, CPU time, compared series, processes and threads.
/// </summary>
public static class Palette
{
    public static readonly Ink Paper = new(0xFFFFFF);
    public static readonly Ink Text = new(0x1B1F24);
    public static readonly Ink SmallText = new(0x59636E);
    public static readonly Ink Axis = new(0x8C959F);
    public static readonly Ink Grid = new(0xE3E7EB);

    /// <summary>What does not matter: idle CPUs, threads that are not alive.</summary>
    public static readonly Ink Nothing = new(0xF0F2F4);

    public static readonly Ink RunningUser = new(0x3A8DC6);
    public static readonly Ink RunningSystem = new(0x0A4A80);
    public static readonly Ink Switching = new(0x2B2B2B);
    public static readonly Ink Ready = new(0xF2CF63);

    /// <summary>Running to no other end than to wait for a lock.</summary>
    public static readonly Ink Spinning = new(0x7B3FD0);

    public static readonly Ink BlockedOnLock = new(0xD55E00);
    public static readonly Ink BlockedOnJoin = new(0xCC79A7);
    public static readonly Ink BlockedOnIO = new(0x2AA889);
    public static readonly Ink Stopped = new(0x8A3B4A);
    public static readonly Ink Sleeping = new(0xC3CCD6);
    public static readonly Ink Idle = new(0xDFE4E8);

    /// <summary>Several holders of one lock: a state of the lock, of no thread in particular.</summary>
    public static readonly Ink ManyHolders = new(0x9AA5B1);

    // Shades of being blocked, the strongest first; light and dark take turns, for they lie side by side.
    static readonly Ink[] BlockedInks =
        [BlockedOnLock, new(0xF5A86B), new(0x9A4400), new(0xFCD3AE), new(0x6B3A16), new(0xEBC9B0)];

    // Okabe and Ito, "Color Universal Design", 2008. Their yellow comes last: as a line on white it is the weakest.
    static readonly Ink[] SeriesInks =
    [
        new(0x0072B2), new(0xE69F00), new(0x009E73), new(0xCC79A7),
        new(0xD55E00), new(0x56B4E9), new(0x1B1F24), new(0xD8C400),
    ];

    // Pale on purpose: they say who, beside the strong colours that say what, and dark text on them stays legible.
    static readonly Ink[] IdentityInks =
    [
        new(0x9CCBE8), new(0xFCC27E), new(0xAEDB9A), new(0xE3B5D9), new(0xF5E07A), new(0xA5A9E6),
        new(0x8FD6CB), new(0xF2A59B), new(0xD2B48C), new(0xC9D66B), new(0xF7C6D4), new(0xB7C4D2),
    ];

    /// <summary>The colour of a compared series, by its place in the order of the file.</summary>
    public static Ink Series(int index) => SeriesInks[index % SeriesInks.Length];

    /// <summary>How many series differ in colour; further ones differ in line and marker.</summary>
    public static int SeriesCount => SeriesInks.Length;

    /// <summary>The colour of a process, or of a thread where there is one process only.</summary>
    public static Ink Identity(int index) => IdentityInks[index % IdentityInks.Length];

    /// <summary>How many identities differ in colour.</summary>
    public static int IdentityCount => IdentityInks.Length;

    /// <summary>Locks that are told apart where threads wait; all others share one more shade.</summary>
    public static int LockCount => BlockedInks.Length - 1;

    /// <summary>The shade of being blocked on a lock, by its place, from 0 to <see cref="LockCount"/>.</summary>
    public static Ink BlockedOn(int place) => BlockedInks[place];

    public static Ink Of(ThreadState state) => state switch
    {
        ThreadState.Ready => Ready,
        ThreadState.RunningUser => RunningUser,
        ThreadState.RunningSystem => RunningSystem,
        ThreadState.BlockedOnLock => BlockedOnLock,
        ThreadState.BlockedOnJoin => BlockedOnJoin,
        ThreadState.BlockedOnIO => BlockedOnIO,
        ThreadState.Sleeping => Sleeping,
        ThreadState.Stopped => Stopped,
        _ => Nothing,
    };

    public static Ink Of(CpuState state) => state switch
    {
        CpuState.User => RunningUser,
        CpuState.System or CpuState.Interrupted => RunningSystem,
        CpuState.Switching => Switching,
        _ => Idle,
    };
}
