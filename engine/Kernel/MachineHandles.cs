using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Channels.Naming;
using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Signals;

namespace Timeslice.Kernel;

/// <content>How programs come to their channels.</content>
public sealed partial class Machine
{
    /// <summary>The channel that a program names; null where it gives a handle.</summary>
    internal Channel? ChannelAt<T>(in ChannelReference<T> reference, int thread) where T : class
    {
        if (reference.Handle is not null) return null;
        if (reference.Index is null) return channels[reference.First];
        var index = reference.Index.Evaluate(this, thread);
        if (index >= 1 && index <= reference.Count) return channels[reference.First + (int)index - 1];
        var array = channels[reference.First].Name.Split('[')[0];
        throw Refuse(thread, $"uses {array}[{index}], but there are {array}[1] to {array}[{reference.Count}]");
    }

    /// <summary>The handle of an end that is open in the thread's process; −1 where none is.</summary>
    internal long HandleAt<T>(in ChannelReference<T> reference, int thread, bool writes) where T : class =>
        ChannelAt(reference, thread) is { } channel
            ? ProcessOf(thread).Handles.Named(channel, writes)
            : reference.Handle!.Evaluate(this, thread);

    /// <summary>The open file that a program means; null where it is not open for that.</summary>
    internal OpenFile? FileAt<T>(in ChannelReference<T> reference, int thread, bool writes) where T : class =>
        (ChannelAt(reference, thread)?.PresentIn(ProcessOf(thread))
            ?? FileBehind(HandleAt(reference, thread, writes), thread)) is { } file
            && (writes ? file.Writes : file.Reads) ? file : null;

    /// <summary>The listening socket that a program means; null where it does not listen there.</summary>
    internal Listener? ListenerAt<T>(in ChannelReference<T> reference, int thread) where T : class =>
        ProcessOf(thread).Handles.Find(ListeningAt(reference, thread)) as Listener;

    /// <summary>Its handle; below 0: none.</summary>
    internal long ListeningAt<T>(in ChannelReference<T> reference, int thread) where T : class =>
        ChannelAt(reference, thread) is { } channel
            ? ProcessOf(thread).Handles.Listening(channel)
            : reference.Handle!.Evaluate(this, thread);

    /// <summary>Why a call fails that finds no open file.</summary>
    internal Errno WhyNoFile<T>(in ChannelReference<T> reference, int thread) where T : class =>
        ChannelAt(reference, thread) is { } channel ? channel.WhenNotOpen
        : KernelNames.IsId(reference.Handle!.Evaluate(this, thread)) ? Errno.Invalid : Errno.BadHandle;

    /// <summary>The keys and ids by which all processes find what stands in the kernel.</summary>
    internal KernelNames KernelNames => field ??= new();

    OpenFile? FileBehind(long number, int thread) => KernelNames.IsId(number)
        ? KernelNames.Find(number) : ProcessOf(thread).Handles.Find(number);

    /// <summary>A write to what nobody reads fails; unless it is handled, its process ends.</summary>
    internal Flow FinishBroken(int thread)
    {
        FinishEarly(thread, Errno.BrokenPipe);
        return Raise(thread, Signal.Pipe);
    }
}
