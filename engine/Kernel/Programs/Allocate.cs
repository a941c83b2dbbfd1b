using Timeslice.Kernel.Memory;
using Timeslice.Kernel.Processes;

namespace Timeslice.Kernel.Programs;

/// <summary>
/// Reserves memory for the process, under a name; where it has some under this name already, that grows. It takes no
/// page before it is touched. A system call.
/// </summary>
/// <param name="name">What it is called; each process has its own.</param>
/// <param name="bytes">How much, rounded up to whole pages.</param>
/// <param name="as">The variable that gets 0, or −12 (ENOMEM) where an address has too few bits, no more may be
/// promised, or memory is smaller than a huge page. Without it, that ends the run.</param>
/// <param name="huge">In huge pages, which never leave memory, as those of hugetlbfs.</param>
public sealed class Allocate(string name, Bytes bytes, VariableReference? @as = null, bool huge = false)
    : CompositeOperation, IUsesMemory
{
    readonly string name = name is not (Stacks.Name or Region.Image) ? name
        : throw new ArgumentException("is there in every process: take another name", nameof(name));

    protected internal override void Assemble(Assembler code) => code.AddCall(new Step(name, bytes, huge), this, @as);

    sealed class Step(string name, Bytes bytes, bool huge) : Operation
    {
        protected internal override Charge Cost(Machine machine, int thread) =>
            Charge.System(machine.Costs.SystemCall);

        protected internal override Flow Execute(Machine machine, int thread)
        {
            var space = machine.SpaceOf(thread);
            var frames = machine.Memory!.PagesFor(bytes);
            var fits = space.Find(name) is { } region
                ? region.IsHuge == huge ? space.TryExtend(region, frames)
                    : throw machine.Refuse(thread, $"lets {name} grow by pages of another size")
                : space.Reserve(name, frames, huge) is not null;
            return fits ? machine.Answer(thread, 0) : machine.Answer(thread, Errno.NoMemory);
        }
    }
}
