using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Tests.Reference;

namespace Timeslice.Tests.Kernel;

/// Random programs that read and change three variables, now and then under one of two mutexes, atomically, or in a
/// child that is joined or not.
static class RacyPrograms
{
    public static Machine Build(ulong seed)
    {
        var random = new RandomStream(seed, 0, "races");
        var machine = new Machine(new Simulation(seed), 1 + Below(3), new RoundRobin(3.Ns));
        var locks = Enumerable.Range(0, 2).Select(i => machine.Add($"lock {i}", new Mutex())).ToArray();
        var variables = Enumerable.Range(0, 3).Select(i => new Variable(machine, $"v{i}")).ToArray();
        var meeting = machine.Add("meeting", new Barrier(2));
        var app = machine.Process("app");
        for (var i = 0; i < 2 + Below(2); i++) machine.Start(app, $"thread {i}", new Program($"thread {i}", Some(0)));
        return machine;

        int Below(int limit) => (int)(random.NextBits() % (ulong)limit);

        List<Operation> Some(int depth) => [.. Enumerable.Range(0, 1 + Below(4)).Select(_ => One(depth))];

        Operation One(int depth)
        {
            var variable = variables[Below(3)];
            return Below(depth < 2 ? 9 : 5) switch
            {
                0 => new Compute(Below(5).Ns),
                1 => new Sleep(Below(9).Ns),
                2 => new Atomic(variable, (Formula)variable + 1),
                3 => new If(variable, [new Compute(1.Ns)]),
                4 => new Set(variable, (Formula)variable + 1, Below(4).Ns),
                5 => new Spawn(new Program($"child {Below(1 << 20)}", Some(depth + 1))),
                6 => new Join(),
                7 => new With(locks[depth % 2], Some(2)),
                _ => new Arrive(meeting, timeout: (1 + Below(5)).Ns),
            };
        }
    }
}
