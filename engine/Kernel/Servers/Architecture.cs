namespace Timeslice.Kernel.Servers;

/// <summary>
/// How a server comes to serve many clients at once: which processes and threads it has, and who does what. One kind a
/// file.
/// </summary>
/// <remarks>It keeps nothing of a run: many machines at once may use one.</remarks>
public abstract class Architecture
{
    /// <summary>Processes or threads that are made beforehand: no more than a machine can usually have.</summary>
    const int Most = 1 << 20;

    /// <summary>How many are made beforehand.</summary>
    private protected static int Checked(int number, string option) => number is >= 1 and <= Most ? number
        : throw new ArgumentOutOfRangeException(option, number, $"must be from 1 to {Most}");

    /// <summary>Makes the locks and starts the process of a server that belongs to a machine now.</summary>
    internal abstract void Build(Server server);
}
