using Timeslice.Des;

namespace Timeslice.Tests.Des.Resources;

/// One random run: processes that use every part in every way, one in another, and one who interrupts them.
sealed class FuzzedParts
{
    const int Users = 12, InterruptsEach = 1_000, Deepest = 3;

    readonly Simulation simulation;
    readonly List<string> log;
    readonly List<SimProcess> users = [];
    readonly List<FuzzedPart> parts;
    RandomStream random;
    bool closing;

    public FuzzedParts(ulong seed, List<string> log)
    {
        (simulation, this.log, random) = (new(seed), log, new(seed, 0, "fuzz"));
        parts =
        [
            new FuzzedResource(this), new FuzzedPreemption(this), new FuzzedPool(this), new FuzzedContainer(this),
            new FuzzedStore(this), new FuzzedFilterStore(this), new FuzzedPriorityStore(this),
        ];
    }

    public Simulation Simulation => simulation;

    public int Interrupts { get; private set; }

    public IEnumerable<Type> Kinds => parts.Select(part => part.Kind);

    public void Run()
    {
        for (var i = 0; i < Users; i++) users.Add(simulation.Start($"user {i}", User()));
        simulation.Start("vandal", Vandal());
        simulation.Run().Reason.ShouldBe(EndReason.Done);
        users.ShouldAllBe(user => !user.IsAlive);
        foreach (var part in parts)
        {
            foreach (var line in part.Lines) line.Count.ShouldBe(0, $"{part.Kind}");
            part.Lines.Sum(line => line.Waits.Count).ShouldBe(part.Served, $"{part.Kind}: each grant arrives once");
            part.CheckEnd();
        }
    }

    /// From 0 to just below.
    public int Below(int end) => (int)(random.NextBits() % (ulong)end);

    /// A wait of 0 to 3 ns, or in it another use of some part.
    public async SimTask Pass(int depth)
    {
        if (depth < Deepest && Below(3) == 0) await parts[Below(parts.Count)].Use(depth + 1);
        await simulation.Delay(new(Below(4)));
    }

    /// One demand, asked in one of several ways: alone, with patience, or as an event among others.
    public async SimTask<Answer<TGiven>> Ask<TAsk, TGiven>(FuzzedPart part, Demand<TAsk, TGiven> demand)
    {
        switch (Below(5))
        {
            case 0:
                var timely = await demand.Within(new(Below(4)));
                if (timely.InTime) part.Served++;
                return timely;
            case 1:
                var asked = demand.AsEvent();
                await simulation.AnyOf(simulation.Timeout(new(1 + Below(3))), asked);
                if (asked.Happened) part.Served++;
                return asked.Happened ? new(true, asked.Value) : default;
            case 2:
                var (one, other) = (demand.AsEvent(), demand.AsEvent());
                await simulation.AnyOf(one, other);
                (one.Happened && other.Happened).ShouldBeFalse();
                part.Served++;
                return new(true, one.Happened ? one.Value : other.Value);
            case 3:
                var mine = demand.AsEvent();
                try { await simulation.AllOf(simulation.Timeout(new(Below(3))), mine); }
                catch (Interrupted) when (mine.Happened) { }
                part.Served++;
                return new(true, mine.Value);
            default:
                var given = await demand;
                part.Served++;
                return new(true, given);
        }
    }

    async SimTask User()
    {
        while (!closing)
            try
            {
                await parts[Below(parts.Count)].Use(depth: 0);
                await simulation.Delay(new(Below(4)));
                foreach (var part in parts) part.CheckNow();
                log.Add($"{simulation.Current} {simulation.Now}");
            }
            catch (Interrupted why) { why.Cause.ShouldBeOfType<int>("a preemption is told to a holder alone"); }
    }

    async SimTask Vandal()
    {
        for (; Interrupts < InterruptsEach; Interrupts++)
        {
            await simulation.Delay(new(Below(3)));
            users[Below(users.Count)].Interrupt(Interrupts);
        }
        closing = true;
        while (users.Any(user => user.IsAlive))
        {
            foreach (var user in users) user.Interrupt(0);
            await simulation.Delay(1.Ns);
        }
    }
}
