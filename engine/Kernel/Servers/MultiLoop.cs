using Timeslice.Kernel.Coroutines;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Servers;

/// <summary>What each of several event loops is.</summary>
public enum LoopOf
{
    /// <summary>A process that was forked beforehand; another is forked when it ends.</summary>
    Process,

    /// <summary>A thread of one process.</summary>
    Thread,
}

/// <summary>Which of several event loops are woken by a connection for which all wait.</summary>
public enum Woken
{
    /// <summary>All: one is faster, and the others find nothing, which is the thundering herd.</summary>
    All,

    /// <summary>The first that waits, as by EPOLLEXCLUSIVE.</summary>
    One,
}

/// <summary>Several event loops, each as <c>event-loop</c>, which accept connections at one address.</summary>
/// <remarks>As nginx. Of processes, a crash takes the connections of one loop along.</remarks>
/// <param name="loops">How many, from 1.</param>
/// <param name="of">What each is.</param>
/// <param name="wake">Which are woken by a connection.</param>
/// <param name="helpers">How many threads of each wait for devices in its place, up to 1024.</param>
public sealed class MultiLoop(int loops, LoopOf of = LoopOf.Process, Woken wake = Woken.One, int helpers = 0)
    : Architecture
{
    readonly int loops = Checked(loops, nameof(loops));

    readonly ManyToOne model = new(helpers);

    internal override void Build(Server server)
    {
        var loop = new Loop(server, blocks: helpers == 0, isExclusive: wake == Woken.One).Program;
        var open = new OpenWorkplace(server);
        if (of == LoopOf.Process) server.Start("master", Prefork.Workers(server, loops, [open, .. loop]));
        else
            server.Start("master", open, new Spawn(new Program("loop", loop), loops) { Source = server.Source },
                new Join());
        server.Process.Coroutines = model;
    }
}
