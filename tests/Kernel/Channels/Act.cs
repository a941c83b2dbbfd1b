using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Programs;

namespace Timeslice.Tests.Kernel.Channels;

enum Deed { Compute, Sleep, Open, Close, Read, Write, Fork, Exec, Exit }

/// One thing that a random program does, once at most in a run.
/// <param name="Id">Comes with what it writes.</param>
/// <param name="Timeout">In nanoseconds; below 0: none.</param>
/// <param name="Body">Of a fork what the child does, of an exec what follows.</param>
sealed record Act(
    Deed Deed, int Id, int Channel = 0, Use? For = null, long Bytes = 0, bool IsNonBlocking = false, int Timeout = -1,
    bool IsWhole = false, int Time = 0, Act[]? Body = null)
{
    public override string ToString() => Deed switch
    {
        Deed.Compute or Deed.Sleep => $"{Deed} {Time}",
        Deed.Open => $"#{Id} open {Channel} {For}{(IsNonBlocking ? " non-blocking" : "")}{(IsWhole ? " cloexec" : "")}",
        Deed.Close => $"close {Channel} {For}",
        Deed.Read or Deed.Write => $"#{Id} {Deed} {Channel} {Bytes}{(IsNonBlocking ? " non-blocking" : "")}"
            + $"{(Timeout >= 0 ? $" in {Timeout}" : "")}{(IsWhole ? " all" : "")}",
        Deed.Exit => "exit",
        _ => $"{Deed} {{ {string.Join("; ", Body!.Select(act => act.ToString()))} }}",
    };

    /// The operations, each with a note before and one behind where somebody watches.
    public static Operation[] Operations(
        IEnumerable<Act> acts, IReadOnlyList<Channel> channels, VariableReference answer, PipeHistory? history) =>
        [.. acts.SelectMany(act => act.Operations(channels, answer, history))];

    IEnumerable<Operation> Operations(
        IReadOnlyList<Channel> channels, VariableReference answer, PipeHistory? history)
    {
        var isCall = history is not null && Deed is Deed.Open or Deed.Close or Deed.Read or Deed.Write;
        if (isCall) yield return new Begun(history!, this);
        yield return Operation(channels, answer, history);
        if (isCall) yield return new Returned(history!, this);
    }

    Operation Operation(IReadOnlyList<Channel> channels, VariableReference answer, PipeHistory? history)
    {
        IoMode? mode = IsNonBlocking ? IoMode.NonBlocking : null;
        RandomDuration? timeout = Timeout < 0 ? null : Timeout.Ns;
        return Deed switch
        {
            Deed.Compute => new Compute(Time.Ns),
            Deed.Sleep => new Sleep(Time.Ns),
            Deed.Open => new Open(channels[Channel], For, mode ?? IoMode.Blocking, closeOnExec: IsWhole, @as: answer),
            Deed.Close => new Close(channels[Channel], For ?? Use.Both, answer),
            Deed.Read => new Read(channels[Channel], new Bytes(Bytes), IsWhole, timeout, mode, answer),
            Deed.Write => new Write(channels[Channel], new Bytes(Bytes), (Formula)Id, timeout, mode, answer),
            Deed.Fork => new Fork(Operations(Body!, channels, answer, history), @as: answer),
            Deed.Exec => new Exec(new Program($"program {Id}", Operations(Body!, channels, answer, history))),
            _ => new Exit(),
        };
    }

    sealed class Begun(PipeHistory history, Act act) : Operation
    {
        protected internal override Flow Execute(Machine machine, int thread)
        {
            history.Begun(thread, act);
            return Flow.Next;
        }
    }

    sealed class Returned(PipeHistory history, Act act) : Operation
    {
        protected internal override Flow Execute(Machine machine, int thread)
        {
            var value = machine.Threads.Transfers[thread].Value;
            history.Returned(thread, act, machine.Threads.Answers[thread].Value, value);
            return Flow.Next;
        }
    }
}
