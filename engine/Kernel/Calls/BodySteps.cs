using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Calls;

/// <summary>The program of threads that are methods: let it run, do what it asked for, and again.</summary>
static class BodySteps
{
    public static Program NewProgram() => new("method", new GoOn(), new Perform());

    /// <summary>Where what the method asks for is done, in a program that starts at a place.</summary>
    public static int PlaceOfPerform(int start) => start + 1;

    /// <summary>Lets the method run to its next call.</summary>
    sealed class GoOn : Operation
    {
        protected internal override Flow Execute(Machine machine, int thread)
        {
            machine.BodyOf(thread).GoOn();
            return Flow.Next;
        }
    }

    /// <summary>Does one thing that the method has asked for.</summary>
    sealed class Perform : Operation
    {
        // Back to itself while there is more to do, then to the method.
        const int ToItself = -1, ToMethod = -2;

        protected internal override Charge Cost(Machine machine, int thread) =>
            machine.BodyOf(thread).Calling.Next.Cost(machine, thread);

        protected internal override Flow Execute(Machine machine, int thread)
        {
            var body = machine.BodyOf(thread);
            var asked = body.Calling.Next;
            var isInterrupted = asked.WouldBlock(machine, thread) && body.TryDeliver();
            body.Calling.Remove();
            machine.Threads[thread].Pc += body.Calling.Count > 0 ? ToItself : ToMethod;
            return isInterrupted ? Flow.Next : asked.Execute(machine, thread);
        }
    }
}
