using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Calls;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Scheduling;
using Timeslice.Tests.Reference;
using Thread = Timeslice.Kernel.Thread;

namespace Timeslice.Tests.Kernel.Channels;

/// <summary>Random calls of semop come back as the man page says.</summary>
public sealed class SemaphoresAgainstTheManual
{
    [Fact]
    public void Random_calls_come_back_when_and_with_what_the_man_page_says()
    {
        var answers = new HashSet<string>();
        foreach (var seed in Cases.Seeds(2_000))
        {
            var plan = SemaphorePlan.Draw(seed);
            var expected = new NaiveSemaphore(plan).Run();
            var run = new Played(plan);
            for (var thread = 0; thread < run.Told.Length; thread++)
            {
                run.Told[thread].ShouldBe(expected.Told[thread], $"seed {seed}, thread {thread}: {plan}");
                answers.UnionWith(run.Told[thread].Select(said => said.Split(' ')[^1]));
            }
            run.Values.ShouldBe(expected.Values, $"seed {seed}");
        }
        answers.Order(StringComparer.Ordinal)
            .ShouldBe(["-1", "-11", "-110", "-13", "-17", "-2", "-22", "-34", "-43", "0", "1"]);
    }

    sealed class Played
    {
        readonly Machine machine = new(cpus: 10, new Fcfs());
        readonly SystemVSemaphore[] names;
        readonly SemaphorePlan plan;

        public Played(SemaphorePlan plan)
        {
            this.plan = plan;
            names = [Declare(), Declare()];
            for (var process = 0; process < SemaphorePlan.Processes; process++) Start(process);
            machine.Process("clock").Thread("main", async self =>
            {
                for (var at = 7; at <= plan.End; at += 10)
                {
                    await Until(self, at);
                    Values.Add(names.Sum(each => each.Value));
                }
            });
            machine.Run().Evidence.ShouldBeNull();
        }

        public List<string>[] Told { get; } = [.. Enumerable.Range(0, 6).Select(_ => new List<string>())];
        public List<long> Values { get; } = [];

        SystemVSemaphore Declare() => new(
            machine, plan.Initial, key: "7", plan.Exists, plan.Exists ? "ann" : null, mode: plan.Mode);

        void Start(int number)
        {
            var process = machine.Process($"process {number}");
            process.Credentials = new(SemaphorePlan.Users[number]);
            for (var thread = 0; thread < SemaphorePlan.ThreadsOfEach; thread++)
            {
                var its = thread;
                process.Thread($"thread {its}", self => Follow(self, number, its));
            }
            process.Thread("end", async self =>
            {
                await Until(self,
                    plan.Steps.First(step => step.Deed == SemaphoreDeed.Exit && step.Process == number).At);
                await self.Exit();
            });
        }

        async SimTask Follow(Thread self, int process, int thread)
        {
            foreach (var step in plan.Steps)
            {
                if (step.Process != process || step.Thread != thread || step.Deed == SemaphoreDeed.Exit) continue;
                if (machine.Simulation.Now > Instant.Start + step.At.Ns) continue;
                await Until(self, step.At);
                var said = await Call(self, step);
                Told[process * SemaphorePlan.ThreadsOfEach + thread]
                    .Add($"{step.At}: {machine.Simulation.Now.Nanoseconds} {said}");
            }
            await self.Sleep(1.S);
        }

        async SimTask<long> Call(Thread self, SemaphoreStep step)
        {
            var name = names[step.OtherName ? 1 : 0];
            switch (step.Deed)
            {
                case SemaphoreDeed.Change:
                    Duration? within = step.Patience?.Ns;
                    IoMode? mode = step.MustNotBlock ? IoMode.NonBlocking : null;
                    return await name.Semop(self, step.By, step.Undo, within, mode);
                case SemaphoreDeed.Open:
                    return Math.Min(1, await name.Open(self, create: step.Creates, exclusive: step.Excludes));
                default: return await name.Remove(self);
            }
        }

        async SimTask Until(Thread self, int at) => await self.Sleep(Instant.Start + at.Ns - machine.Simulation.Now);
    }
}
