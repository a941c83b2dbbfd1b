using Timeslice.Des;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Programs;

namespace Timeslice.Tests.Theory.RealTime;

/// A piece of a job: computes for some ns, then does what lies within; the whole under a lock, if it has one.
sealed record Section(int? Lock, int Time, Section? Within = null)
{
    public int Length => Time + (Within?.Length ?? 0);

    /// This one and those nested in it.
    public IEnumerable<Section> All => Within is null ? [this] : [this, .. Within.All];

    public override string ToString() => $"{(Lock is { } number ? $"{(char)('A' + number)}" : "")}{Time}"
        + (Within is null ? "" : $"({Within})");

    public Operation[] Operations(IReadOnlyList<Mutex> locks)
    {
        Operation[] body = [new Compute(Time.Ns), .. Within?.Operations(locks) ?? []];
        return Lock is { } number ? [new With(locks[number], body)] : body;
    }
}
