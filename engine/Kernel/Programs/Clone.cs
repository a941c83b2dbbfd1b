using Timeslice.Kernel.Processes;

namespace Timeslice.Kernel.Programs;

/// <summary>
/// Creates a copy of the calling thread that shares with it what is said: nothing, as <c>fork</c>; <c>memory</c> and
/// <c>suspend</c>, as <c>vfork</c>; <c>memory</c>, <c>files</c>, <c>handlers</c> and <c>group</c>, as a thread.
/// </summary>
/// <param name="share">What the two have in common.</param>
/// <param name="child">
/// What the clone alone does; then it exits with status 0, or is over where it is a thread. Left out, both go on alike.
/// </param>
/// <param name="parent">What the caller alone does before it goes on.</param>
/// <param name="as">
/// The variable that tells them apart, as with <c>fork</c>; of a thread, the caller gets the number of its process.
/// What both share, both would set: then one of each thread is needed.
/// </param>
/// <param name="name">What such clones' threads are called; <c>NAME child</c> after the caller when left out.</param>
public sealed class Clone(
    IReadOnlyList<Shared>? share = null, IReadOnlyList<Operation>? child = null,
    IReadOnlyList<Operation>? parent = null, VariableReference? @as = null, string? name = null) : CompositeOperation
{
    readonly Shared shared = Checked(share ?? []);

    protected internal override void Assemble(Assembler code)
    {
        var suspends = shared.HasFlag(Shared.Suspend);
        if (suspends) code.SharesStack();
        var frame = code.Frame;
        var tells = @as?.Number ?? -1;
        if (shared.HasFlag(Shared.Group))
            code.Fork(this, (label, at) => new OfThread(label, at, tells, name), child, parent, @as, new EndThread());
        else
            code.Fork(this, (label, at) => new OfProcess(label, at, tells, shared, frame, name), child, parent, @as);
    }

    // clone(2), EINVAL. One that is suspended for a thread makes no sense here.
    static Shared Checked(IReadOnlyList<Shared> share)
    {
        var all = share.Aggregate(default(Shared), (some, one) => some | one);
        Need(Shared.Group, Shared.Handlers);
        Need(Shared.Handlers, Shared.Memory);
        Need(Shared.Suspend, Shared.Memory);
        if (all.HasFlag(Shared.Group | Shared.Suspend))
            throw new ArgumentException("cannot be: nobody is suspended for a thread of its own", nameof(share));
        return all;

        void Need(Shared one, Shared other)
        {
            if (all.HasFlag(one) && !all.HasFlag(other)) throw new ArgumentException(
                $"cannot be: `{one}` needs `{other}`".ToLowerInvariant(), nameof(share));
        }
    }

    /// <param name="frame">Of the program that calls.</param>
    sealed class OfProcess(Label clones, int at, int tells, Shared shared, int frame, string? name)
        : ForkCall(clones, at, tells, shared, name)
    {
        readonly bool suspends = shared.HasFlag(Shared.Suspend);

        protected override Flow GoOn(Machine machine, int thread, Process child) =>
            suspends ? machine.SuspendFor(thread, child, frame) : Flow.Next;
    }

    sealed class OfThread(Label clones, int at, int tells, string? name) : Operation
    {
        protected internal override Charge Cost(Machine machine, int thread) =>
            Charge.System(machine.Costs.ThreadCreate);

        protected internal override Flow Execute(Machine machine, int thread)
        {
            var pc = machine.Threads[thread].Pc + clones.Position - at - 1;
            return machine.Forking.Clone(thread, name, pc, tells) < 0
                ? machine.Answer(thread, Errno.Again)
                : machine.Answer(thread, machine.ProcessOf(thread).Pid);
        }
    }
}
