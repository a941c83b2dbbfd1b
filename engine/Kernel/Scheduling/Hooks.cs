namespace Timeslice.Kernel.Scheduling;

/// <summary>Which of the members that may be there a scheduler has: the others are not asked at every event.</summary>
readonly struct Hooks
{
    public readonly bool Slices, Preempts, Charges, Foresees;

    public Hooks(Scheduler scheduler)
    {
        Slices = Has(nameof(Scheduler.Slice));
        Preempts = Has(nameof(Scheduler.Preempts));
        Charges = Has(nameof(Scheduler.Ran)) || Has(nameof(Scheduler.Blocked));
        Foresees = scheduler is IForesees;

        bool Has(string member) => scheduler.GetType().GetMethod(member)!.DeclaringType != typeof(Scheduler);
    }
}
