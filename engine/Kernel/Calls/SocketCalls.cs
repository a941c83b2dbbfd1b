using Timeslice.Des.Distributions;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Calls;

/// <summary>What the method of a thread can ask of the address of stream sockets.</summary>
public static class SocketCalls
{
    /// <summary>Listens: a handle, or below 0 why not.</summary>
    /// <param name="backlog">How many connections may stand in line, less one.</param>
    public static AnswerCall Listen(this StreamSocket door, Thread self, int backlog = 128) =>
        door.IsOf(self.Machine) ? new(self, new Listen.Step(door, backlog))
            : throw new InvalidOperationException($"{self} listens at {door.Name}, which is of another machine");

    /// <summary>Accepts the connection that has stood longest in line; waits while there is none.</summary>
    public static ConnectionCall Accept(
        this StreamSocket door, Thread self, RandomDuration? timeout = null, IoMode? mode = null) =>
        door.IsOf(self.Machine) ? new(new(self, door.Accepting(timeout, mode)))
            : throw new InvalidOperationException($"{self} accepts at {door.Name}, which is of another machine");

    /// <summary>Connects, from whatever machine.</summary>
    public static ConnectionCall Connect(
        this StreamSocket door, Thread self, RandomDuration? timeout = null, IoMode mode = IoMode.Blocking) =>
        new(new(self, door.Connecting(timeout, mode)));
}
