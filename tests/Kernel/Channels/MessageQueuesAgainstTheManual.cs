using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Calls;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Scheduling;
using Timeslice.Tests.Reference;
using Thread = Timeslice.Kernel.Thread;

namespace Timeslice.Tests.Kernel.Channels;

/// <summary>Random calls come back as the man pages say.</summary>
public sealed class MessageQueuesAgainstTheManual
{
    [Fact]
    public void Random_calls_come_back_when_and_with_what_the_man_pages_say()
    {
        foreach (var seed in Cases.Seeds(4_000))
        {
            var plan = MessagePlan.Draw(seed);
            var expected = new NaiveMessages(plan).Run();
            var run = new Played(plan);
            for (var thread = 0; thread < run.Told.Length; thread++)
                run.Told[thread].ShouldBe(expected.Told[thread], $"seed {seed}, thread {thread}: {plan}");
            (run.Sum(each => each.Writes), run.Sum(each => each.Reads), run.Sum(each => each.Lost),
                run.Sum(each => each.Messages)).ShouldBe(
                (expected.Sent, expected.Received, expected.Lost, expected.Left), $"seed {seed}");
            expected.Sent.ShouldBe(expected.Received + expected.Lost + expected.Left, $"seed {seed}");
            (run.Sum(each => each.Level), run.Most).ShouldBe((expected.LeftBytes, expected.Most), $"seed {seed}");
        }
    }

    sealed class Played
    {
        readonly Machine machine = new(cpus: 9, new Fcfs());
        readonly MessageChannel[] names;
        readonly bool[] isOpen = new bool[MessagePlan.Processes];
        readonly MessagePlan plan;

        public Played(MessagePlan plan)
        {
            this.plan = plan;
            names = plan.IsSystemV ? [SystemV(plan), SystemV(plan)]
                : [new PosixMessageQueue(machine, plan.MostMessages, new(plan.Longest), plan.Exists)];
            for (var process = 0; process < MessagePlan.Processes; process++) Start(process);
            machine.Run().Evidence.ShouldBeNull();
        }

        public List<string>[] Told { get; } = [.. Enumerable.Range(0, 6).Select(_ => new List<string>())];

        public long Most => names.Max(each => each.MaxMessages);

        public long Sum(Func<MessageChannel, long> what) => names.Sum(what);

        SystemVMessageQueue SystemV(MessagePlan plan) =>
            new(machine, key: "7", new(plan.MostBytes), new(plan.Longest), plan.Exists);

        void Start(int number)
        {
            var process = machine.Process($"process {number}");
            for (var thread = 0; thread < MessagePlan.ThreadsOfEach; thread++)
            {
                var its = thread;
                process.Thread($"thread {its}", self => Follow(self, number, its));
            }
            process.Thread("end", async self =>
            {
                await Until(self, plan.Steps.First(step => step.Deed == MessageDeed.Exit && step.Process == number).At);
                await self.Exit();
            });
        }

        async SimTask Follow(Thread self, int process, int thread)
        {
            foreach (var step in plan.Steps)
            {
                if (step.Process != process || step.Thread != thread || step.Deed == MessageDeed.Exit) continue;
                if (machine.Simulation.Now > Instant.Start + step.At.Ns) continue;
                await Until(self, step.At);
                if (step.Deed == MessageDeed.Open && !plan.IsSystemV && isOpen[process]) continue;
                var said = await Call(self, step);
                Told[process * MessagePlan.ThreadsOfEach + thread]
                    .Add($"{step.At}: {machine.Simulation.Now.Nanoseconds} {said}");
                if (step.Deed is MessageDeed.Open or MessageDeed.Close)
                    isOpen[process] = step.Deed == MessageDeed.Open && said == "1";
            }
            await self.Sleep(1.S);
        }

        async SimTask<string> Call(Thread self, MessageStep step)
        {
            var name = names[step.OtherName ? 1 : 0];
            Duration? within = step.Patience?.Ns;
            IoMode? mode = step.MustNotBlock ? IoMode.NonBlocking : null;
            switch (step.Deed)
            {
                case MessageDeed.Send:
                    return $"{await name.Send(self, new(step.Bytes), step.Value, step.Rank, within, mode)}";
                case MessageDeed.Receive:
                    var which = plan.IsSystemV ? step.Which : default;
                    var got = await name.Receive(self, which, new Bytes(step.Bytes), within, mode);
                    return got.Answer < 0 ? $"{got.Answer}" : $"{got.Answer} {got.Message.Value} {got.Message.Rank}";
                case MessageDeed.Open:
                    var answer = await name.Open(self, create: step.Creates, exclusive: step.Excludes);
                    return $"{Math.Min(answer, 1)}";
                case MessageDeed.Close: return $"{await name.Close(self)}";
                default: return $"{await name.Remove(self)}";
            }
        }

        async SimTask Until(Thread self, int at) => await self.Sleep(Instant.Start + at.Ns - machine.Simulation.Now);
    }
}
