namespace Timeslice.Kernel.Coroutines;

/// <summary>
/// Each thread runs the coroutines that its program starts, one at a time, in an event loop: what all processes do that
/// say nothing else. A turn of the loop runs what is ready, then asks the kernel what has happened meanwhile, which is
/// a system call: first times that are up, then input and output, then those who let others go first.
/// </summary>
/// <remarks>As asyncio of Python, and libuv under Node.js.</remarks>
public sealed class ManyToOne : CoroutineModel
{
    internal static readonly ManyToOne Usual = new();

    internal override bool IsOfProcess => false;
    internal override int Carriers => 1;
}
