using Timeslice.Kernel.Memory;

namespace Timeslice.Kernel.Programs;

/// <summary>
/// Reads or writes pages of the process's memory: one byte of each. A page that is touched for the first time, that
/// must be copied since others have it too, or that is not in memory costs a fault. Outside of what it has, the
/// process ends by the signal <c>segv</c>.
/// </summary>
/// <param name="name">What <c>allocate</c> called it; <c>image</c>: program and data, <c>stack</c>: the thread's
/// own.</param>
/// <param name="bytes">How much; all of it from the first page on when nothing is said.</param>
/// <param name="pages">How many pages, instead; of huge ones those.</param>
/// <param name="share">Which part of its pages, instead.</param>
/// <param name="from">Where the first page begins; of a stack, counted from its base.</param>
/// <param name="page">The number of the first page, from 0, instead.</param>
/// <param name="write">Writes them; else they are read.</param>
/// <param name="order">In which order.</param>
/// <param name="as">The variable that gets the number of pages, or −12 (ENOMEM) where there is no memory left and the
/// machine refuses. Without it, that ends the run.</param>
public sealed class Touch(
    string name, Bytes? bytes = null, Formula? pages = null, double? share = null, Bytes from = default,
    Formula? page = null, bool write = false, TouchOrder order = TouchOrder.Sequential, VariableReference? @as = null)
    : CompositeOperation, IUsesMemory
{
    readonly Formula? pages = bytes is null || pages is null ? pages
        : throw new ArgumentException("must not be given beside `bytes`", nameof(pages));

    readonly double? share = share is null || bytes is null && pages is null && share is >= 0 and <= 1 ? share
        : throw new ArgumentOutOfRangeException(
            nameof(share), share, "must be from 0 to 1, and stand alone: without `bytes` and `pages`");

    readonly Formula? page = from.Count == 0 || page is null ? page
        : throw new ArgumentException("must not be given beside `from`", nameof(page));

    protected internal override void Assemble(Assembler code)
    {
        code.Add(new Begin(this), this);
        code.Add(new GoOn(), this);
        code.AddCall(new UntilOver(), this, @as);
    }

    sealed class Begin(Touch touch) : Operation
    {
        protected internal override Flow Execute(Machine machine, int thread)
        {
            machine.SpaceOf(thread);
            return touch.Start(machine, thread);
        }
    }

    Flow Start(Machine machine, int thread)
    {
        if (machine.RegionOf(thread, name) is not { } region) return machine.Touching!.Violates(thread, name, null);
        var size = machine.Memory!.Page.Count * region.Frames;
        var first = page?.Evaluate(machine, thread) ?? from.Count / size;
        var count = pages?.Evaluate(machine, thread) ?? (bytes is { } given
            ? Pages(from.Count + given.Count, size) - from.Count / size
            : share is { } part ? (long)Math.Round(part * region.Pages) : region.Pages - first);
        if (first < 0) throw machine.Refuse(thread, $"touches page {first}");
        if (count < 0) throw machine.Refuse(thread, $"touches {count} pages");
        machine.Touching!.Begin(thread, region, first, count, write, order == TouchOrder.Random);
        return Flow.Next;
    }

    static long Pages(long bytes, long size) => bytes / size + (bytes % size > 0 ? 1 : 0);

    sealed class GoOn : Operation
    {
        protected internal override Flow Execute(Machine machine, int thread) => machine.Touching!.GoOn(thread);
    }

    sealed class UntilOver : Operation
    {
        const int ToGoOn = -2;

        protected internal override Flow Execute(Machine machine, int thread) =>
            machine.Touching!.IsOver(thread) ? Flow.Next : machine.Jump(thread, ToGoOn);
    }
}
