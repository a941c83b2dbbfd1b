using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Tests.Reference;

namespace Timeslice.Tests.Kernel.Channels;

public class PipesAgainstTheManual
{
    static readonly Costs dear = new("tested", 7.Ns, 9.Ns, 5.Ns, 2.Ns, 3.Ns, Fork: 11.Ns, Pipe: 3.Ns, PipeKiB: 100.Ns);

    [Fact]
    public void Every_byte_is_read_once_in_order_and_every_call_comes_back_as_the_manual_says()
    {
        var calls = 0L;
        foreach (var seed in Cases.Seeds(10_000))
        {
            var (programs, history) = (new PipePrograms(seed), new PipeHistory());
            try { Run(programs.Build(history), history, seed); }
            catch (Exception error)
            {
                throw new InvalidOperationException($"seed {seed}\n{programs}\n{error.Message}", error);
            }
            calls += history.Checked;
        }
        calls.ShouldBeGreaterThan(50_000);
    }

    // Between two instants it is looked at what waits.
    static void Run(Machine machine, PipeHistory history, ulong seed)
    {
        var (at, step) = (0L, 50 + (long)(seed % 97));
        Ending ending;
        do
        {
            ending = machine.Run(at > 5_000 ? null : new Instant(at += step));
            history.CheckRest();
        }
        while (ending.Reason == EndReason.TimeReached);
        ending.Reason.ShouldBeOneOf(EndReason.Done, EndReason.Deadlock);
        history.CheckEnd();
    }

    [Fact]
    public void Threads_that_are_methods_do_what_interpreted_ones_do()
    {
        foreach (var seed in Cases.Seeds(2_000))
        {
            var programs = new PipePrograms(seed, isPlain: true);
            var costs = seed % 2 == 0 ? null : dear;
            Outcome(programs.Build(null, costs, isMethod: true))
                .ShouldBe(Outcome(programs.Build(null, costs)), $"seed {seed}\n{programs}");
        }

        static (ulong, EndReason, string) Outcome(Machine machine)
        {
            var ending = machine.Run();
            return (machine.Fingerprint, ending.Reason, string.Join(", ", machine.Channels.Select(each =>
                $"{each.Reads} {each.Writes} {each.Read} {each.Written} {each.Broken} {each.MeanLevel}")));
        }
    }

    [Fact]
    public void Watching_changes_nothing()
    {
        foreach (var seed in Cases.Seeds(500))
        {
            var programs = new PipePrograms(seed);
            var (watched, unwatched) = (programs.Build(new()), programs.Build(null));
            watched.Run();
            unwatched.Run();
            unwatched.Fingerprint.ShouldBe(watched.Fingerprint, $"seed {seed}\n{programs}");
        }
    }
}
