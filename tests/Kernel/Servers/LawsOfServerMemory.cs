using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Clients;
using Timeslice.Kernel.Memory;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Servers;
using Timeslice.Tests.Reference;

namespace Timeslice.Tests.Kernel.Servers;

/// What connections take of memory, by what a server has for each of them.
public sealed class LawsOfServerMemory
{
    /// A thread has a stack: as much as the machine says is reserved, and its first page is used. A loop has one stack,
    /// whatever comes. The kernel's own memory is not modelled: sockets take none.
    [Fact]
    public void Each_connection_takes_a_stack_of_a_thread_per_connection_and_nothing_of_an_event_loop()
    {
        foreach (var seed in Cases.Seeds(40))
        {
            var random = new RandomStream(seed, 0, "memory");
            int Up(int end) => (int)(random.NextUniform() * end);
            var (page, pages, connections) = (1024L << Up(5), 1 + Up(2000), 1 + Up(400));
            var what = $"seed {seed}: {connections} connections, stacks of {pages} pages of {page} B";
            foreach (var hasThreads in (bool[])[true, false])
            {
                Architecture architecture = hasThreads ? new ThreadPerConnection()
                    : Up(2) == 0 ? new EventLoop() : new CoroutinesArchitecture();
                var its = new Machine(new Simulation(seed), cpus: 1, new Fcfs())
                {
                    Memory = new(1.GiB, page: new Bytes(page), stack: new Bytes(pages * page)),
                };
                var server = its.Add(new Server("web", architecture, [new Compute(1.Us)], backlog: 1000,
                    keepAlive: new(idle: 3.S)));
                var idle = Up(connections);
                _ = new Client(its.World, "users", server.Door, new ClosedLoad(connections - idle, think: 500.Ms), new()
                {
                    Start = 1.S, Requests = 2 * (connections - idle), Idle = idle, Connections = new PerUser(),
                });
                its.World.Run(900.Ms);
                var before = Taken();
                its.World.Run(3.S);
                server.Door.OpenConnections.ShouldBe(connections, what);
                var stacks = hasThreads ? connections : 0;
                Taken().ShouldBe((before.Used + stacks, before.Promised + (long)stacks * pages), what);
                // When all have been silent for too long, nothing is left of them.
                its.World.Run(10.S);
                (server.Door.OpenConnections, Taken()).ShouldBe((0, before), what);

                (long Used, long Promised) Taken() => (its.Paging!.Used, its.Paging.Committed);
            }
        }
    }
}
