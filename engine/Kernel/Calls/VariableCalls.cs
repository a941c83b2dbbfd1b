using Timeslice.Des;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Calls;

/// <summary>What the method of a thread can do with a variable.</summary>
public static class VariableCalls
{
    /// <summary>
    /// Changes it, in a time: reads at the beginning, writes at the end; what others write meanwhile is lost.
    /// </summary>
    /// <param name="change">From the old value to the new one.</param>
    /// <param name="takes">CPU time from reading to writing; two memory accesses when left out.</param>
    public static VariableCall Set(
        this Variable one, Thread self, Func<long, long> change, Duration? takes = null) => new(
        self, change, Own(one, self).WorkingOut, one.Storing, takes ?? Programs.Set.UsualTime(self.Machine));

    /// <summary>Changes it in one instant, by an atomic instruction.</summary>
    /// <param name="change">From the old value to the new one.</param>
    public static VariableCall Atomic(this Variable one, Thread self, Func<long, long> change) =>
        new(self, change, first: null, Own(one, self).Changing, Duration.Zero);

    /// <summary>What it is worth at this instant, to the thread that runs.</summary>
    /// <exception cref="InvalidOperationException">Another runs; or its process has not attached where it
    /// is.</exception>
    public static long Read(this Variable one, Thread self)
    {
        if (!self.IsCurrent) throw new InvalidOperationException($"{self} alone reads {one.Name} for itself");
        if (!Own(one, self).IsIn(self.Number, writes: false))
            throw new InvalidOperationException($"{self} reads {one.Name}, but has not attached {one.Memory!.Name}");
        return self.Machine.Read(self.Number, one.Number);
    }

    static Variable Own(Variable one, Thread self) => one.IsOf(self.Machine)
        ? one
        : throw new InvalidOperationException($"{self} uses a variable of another machine, or of none");
}
