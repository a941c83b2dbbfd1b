using Timeslice.Kernel;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Servers;

namespace Timeslice.Language.Scenarios;

/// <summary>A server as a scenario declares it.</summary>
/// <param name="On">Its machine; empty where there is one that has no name.</param>
/// <param name="Make">Makes it, for one run.</param>
/// <param name="Mentions">What its request refers to.</param>
sealed record ServerModel(string Name, string On, Func<Server> Make, SourceLine Source, Credentials Credentials,
    Terms Terms, IReadOnlySet<(string What, string Name)> Mentions)
{
    /// <summary>The address at which it listens, as each machine knows it.</summary>
    public StreamSocket Door(bool isAmongMachines) => new(
        Make().Family ?? (isAmongMachines ? SocketFamily.Network : SocketFamily.Local));

    /// <summary>It begins on its machine.</summary>
    public void Start(Machine machine)
    {
        var server = Make();
        (server.Source, server.Credentials, server.Terms) = (Source, Credentials, Terms);
        machine.Add(server);
    }
}
