using Timeslice.Des;
using Timeslice.Des.Distributions;

namespace Timeslice.Kernel.RealTime;

/// <summary>Released at any time: nothing bounds how soon one release follows another.</summary>
/// <param name="every">From one release to the next, and from the thread's creation to the first.</param>
public sealed class Aperiodic(RandomDuration every) : Release
{
    public override Duration Separation => Duration.Zero;

    internal override Duration First(ref RandomStream random) => every.Draw(ref random);
    internal override Duration Next(ref RandomStream random) => every.Draw(ref random);
}
