using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Calls;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Scheduling;
using Timeslice.Tests.Reference;
using Thread = Timeslice.Kernel.Thread;

namespace Timeslice.Tests.Kernel.Channels;

/// <summary>Random threads that wait at pipes and epolls are told what the man pages say, and when.</summary>
public sealed class PollsAgainstTheManual
{
    [Fact]
    public void Random_calls_come_back_when_and_with_what_the_man_pages_say()
    {
        var (told, spared) = (0, 0);
        foreach (var seed in Cases.Seeds(4_000))
        {
            var plan = PollPlan.Draw(seed);
            var expected = new NaivePolls(plan);
            expected.Run();
            var run = new Played(plan);
            for (var thread = 0; thread < PollPlan.Threads; thread++)
                run.Told[thread].ShouldBe(expected.Told[thread], $"seed {seed}, thread {thread}\n"
                    + string.Join('\n', plan.Steps));
            told += run.Told.Sum(each => each.Count(line => line.Contains('/', StringComparison.Ordinal)));
            spared += expected.Spared;
        }
        told.ShouldBeGreaterThan(20_000);
        spared.ShouldBeGreaterThan(200);
    }

    sealed class Played
    {
        readonly Machine machine = new(cpus: PollPlan.Threads + 1, new Fcfs()) { Log = null };
        readonly Pipe[] pipes;
        readonly Epoll[] epolls;
        readonly PollPlan plan;

        public Played(PollPlan plan)
        {
            this.plan = plan;
            pipes = [.. plan.Capacities.Select(capacity => new Pipe(machine, new Bytes(capacity)))];
            epolls = [.. Enumerable.Range(0, PollPlan.Epolls).Select(_ => new Epoll(machine))];
            var process = machine.Process("app");
            process.Thread("opens", Open);
            for (var thread = 0; thread < PollPlan.Threads; thread++)
            {
                var its = thread;
                process.Thread($"thread {its}", self => Follow(self, its));
            }
            machine.Run(until: 1.Ms);
        }

        public List<string>[] Told { get; } =
            [.. Enumerable.Range(0, PollPlan.Threads).Select(_ => new List<string>())];

        async SimTask Open(Thread self)
        {
            foreach (var pipe in pipes) await pipe.Open(self, mode: IoMode.NonBlocking);
            foreach (var epoll in epolls) await epoll.Open(self);
            await self.Sleep(1.S);
        }

        async SimTask Follow(Thread self, int thread)
        {
            foreach (var step in plan.Steps.Where(step => step.Thread == thread))
            {
                if (machine.Simulation.Now > Instant.Start + step.At.Ns) continue;
                await self.Sleep(Instant.Start + step.At.Ns - machine.Simulation.Now);
                var said = await Call(self, step);
                Told[thread].Add($"{step.At}: {machine.Simulation.Now.Nanoseconds} {said}");
            }
            await self.Sleep(1.S);
        }

        async SimTask<string> Call(Thread self, PollStep step)
        {
            var (connection, epoll) = (new Connection(step.Handle), epolls[step.Epoll]);
            var file = PollCalls.Handle(step.Handle);
            Duration? within = step.Patience?.Ns;
            switch (step.Deed)
            {
                case PollDeed.Write when self.Process.Handles.Find(step.Handle) is PipeEnd { Buffer.HasReaders: false }:
                    return "none";
                case PollDeed.Write: return $"{await connection.Write(self, new(step.Bytes))}";
                case PollDeed.Read: return $"{await connection.Read(self, new(step.Bytes))}";
                case PollDeed.Close: return $"{await connection.Close(self)}";
                case PollDeed.Add:
                    var isExclusive = step.Exclusive && !step.Once;
                    return $"{await epoll.Add(self, file, step.What, step.Edge, isExclusive, step.Once, step.At)}";
                case PollDeed.Change:
                    return $"{await epoll.Change(self, file, step.What, step.Edge, step.Once, step.At)}";
                case PollDeed.Remove: return $"{await epoll.Remove(self, file)}";
                case PollDeed.Wait:
                    var ready = await epoll.Wait(self, step.Most, within);
                    return string.Join(' ',
                        [$"{ready.Answer}", .. ready.Files.Select(its => $"{its.Value}/{(int)its.Can}")]);
                default:
                    var files = step.Handles.Select(handle => PollCalls.Handle(handle)).ToList();
                    var polled = await self.Poll(files, step.What, within);
                    return string.Join(' ',
                        [$"{polled.Answer}", .. polled.Files.Select(its => $"{its.Handle}/{(int)its.Can}")]);
            }
        }
    }
}
