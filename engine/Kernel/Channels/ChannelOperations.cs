using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Channels;

/// <content>The operations on it, for threads whose programs are methods: one of each.</content>
public abstract partial class Channel
{
    internal Operation Opening(in Opening how) => new Open.Step(this, how);

    internal Operation Removing => field ??= new Remove.Step(new(Number));

    internal Operation Closing(Use end) => new Close.Step(this, end);

    internal Operation Reading => field ??= new Read.Step(new(Number), null, all: false, null, null);
    internal Operation ReadingAll => field ??= new Read.Step(new(Number), null, all: true, null, null);
    internal Operation Writing => field ??= new Write.Step(new(Number), null, null, null, null);
    internal Operation Sending => field ??= new Send.Step(new(Number), null, null, null, null, null, null);
    internal Operation Receiving => field ??= new Receive.Step(new(Number), null, null, false, false, null, null);
    internal static readonly Operation Paying = new Read.PayForCopy();
}
