using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Calls;

/// <summary>Blocks until a group of spawned threads is over: <see cref="Join"/> for methods.</summary>
sealed class JoinGroup(string group) : Operation
{
    protected internal override Charge Cost(Machine machine, int thread) => Charge.System(machine.Costs.SystemCall);

    protected internal override bool WouldBlock(Machine machine, int thread) =>
        machine.IsAlive(ref machine.BodyOf(thread).Group(group));

    protected internal override Flow Execute(Machine machine, int thread) =>
        machine.Join(thread, ref machine.BodyOf(thread).Group(group));
}

/// <summary>Blocks until one thread is over.</summary>
sealed class JoinThread(Thread other) : Operation
{
    protected internal override Charge Cost(Machine machine, int thread) => Charge.System(machine.Costs.SystemCall);

    protected internal override bool WouldBlock(Machine machine, int thread) => !other.IsOver;

    protected internal override Flow Execute(Machine machine, int thread)
    {
        if (other.Machine != machine) throw machine.Refuse(thread, $"joins {other} of another machine");
        if (other.IsOver)
        {
            machine.Observer?.ThreadJoined(machine, thread, other);
            return Flow.Next;
        }
        other.Joiners.Add(machine.Threads, thread);
        machine.BodyOf(thread).Awaited = other;
        return machine.BlockOnExit(thread);
    }
}
