using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Calls;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Programs;
using Thread = Timeslice.Kernel.Thread;

namespace Timeslice.Benchmarks.Workloads;

/// <summary>
/// Two threads send each other a message by two pipes, in turn: a write, a read that waits, a wake-up.
/// </summary>
/// <param name="isMethod">The threads are methods.</param>
sealed class PipePingPong(bool isMethod) : IWorkload
{
    // As with semaphores, all in one instant.
    const int Rounds = 100_000;

    public string Name => isMethod ? "p-method" : "p";
    public string Unit => "message";
    public string Summary => $"two threads write to each other by pipes{(isMethod ? ", as methods" : "")}";
    public string? ComparedWith => isMethod ? "p" : null;

    public Sample? Threads()
    {
        var model = new Model();
        var (ping, pong) = (new Pipe(model.Machine), new Pipe(model.Machine));
        if (isMethod)
        {
            var app = model.Machine.Process("methods");
            app.Thread("first", self => Play(self, ping, pong, opens: true));
            app.Thread("second", self => Play(self, pong, ping, opens: false));
        }
        else
        {
            model.Start("first", [new Open(ping), new Open(pong), new Repeat(Rounds, [Write(ping), Read(pong)])]);
            model.Start("second", [new Repeat(Rounds, [Read(ping), Write(pong)])]);
        }
        return Sample.Of(model.Machine.Simulation, () => ping.Reads + pong.Reads, () => model.Machine.Run());
    }

    static Read Read(Pipe one) => new(one, 64.B);
    static Write Write(Pipe one) => new(one, 64.B);

    static async SimTask Play(Thread self, Pipe own, Pipe other, bool opens)
    {
        if (opens)
        {
            await own.Open(self);
            await other.Open(self);
            await own.Write(self, 64.B);
        }
        for (var i = opens ? 1 : 0; i < Rounds; i++)
        {
            await other.Read(self, 64.B);
            await own.Write(self, 64.B);
        }
        if (opens) await other.Read(self, 64.B);
    }
}
