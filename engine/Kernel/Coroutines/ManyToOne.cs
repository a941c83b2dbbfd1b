namespace Timeslice.Kernel.Coroutines;

/// <summary>
/// Each thread runs the coroutines that its program starts, one at a time, in an event loop: what all processes do that
/// say nothing else. A turn of the loop runs what is ready, then asks the kernel what has happened meanwhile, which is
/// a system call: first times that are up, then input and output, then those who let others go first.
/// </summary>
/// <remarks>As asyncio of Python, and libuv under Node.js.</remarks>
/// <param name="helpers">
/// How many threads of each loop wait for devices in its place when a coroutine awaits one, up to 1024, as those of
/// libuv do: 0, if nothing is said, when requests are submitted to the device and complete while nobody waits, as by
/// io_uring. A loop that has helpers hands over, and is handed back, by a system call each.
/// </param>
public sealed class ManyToOne(int helpers = 0) : CoroutineModel
{
    internal static readonly ManyToOne Usual = new();

    internal override bool IsOfProcess => false;
    internal override int Carriers => 1;

    internal override int Helpers { get; } = helpers is >= 0 and <= 1024
        ? helpers
        : throw new ArgumentOutOfRangeException(nameof(helpers), helpers, "must be from 0 to 1024");
}
