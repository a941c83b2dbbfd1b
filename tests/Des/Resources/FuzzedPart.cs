using Timeslice.Des;

namespace Timeslice.Tests.Des.Resources;

/// A part of the model under random use, and its laws.
abstract class FuzzedPart(FuzzedParts model)
{
    public abstract Type Kind { get; }

    public abstract IEnumerable<Line> Lines { get; }

    /// How many demands came back to who asked.
    public int Served { get; set; }

    protected FuzzedParts Model => model;

    public abstract SimTask Use(int depth);

    public abstract void CheckNow();

    public abstract void CheckEnd();
}
