using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Clients;
using Timeslice.Language.Binding;

namespace Timeslice.Language.Scenarios;

/// <summary>A client as a scenario declares it.</summary>
/// <param name="On">The machine on whose side it is; null: that of the server.</param>
/// <param name="To">The number of the channel that it asks, where no balancer stands before it.</param>
/// <param name="Front">The balancer that it asks; null: none.</param>
sealed record ClientModel(
    string Name, string? On, int To, BalancerModel? Front, Made<Load> Load, ClientTerms Terms)
{
    /// <summary>Joins a world.</summary>
    /// <param name="balancers">Those of this run.</param>
    public void Build(World world, IReadOnlyDictionary<BalancerModel, Balancer> balancers)
    {
        var on = On is null ? null : world.IsShared ? world.Find(On) : world.Machine;
        if (Front is not null) new Client(world, Name, balancers[Front], Load.Create(), Terms, on);
        else new Client(world, Name, (StreamSocket)world.Machines[0].Channels[To], Load.Create(), Terms, on);
    }
}

/// <summary>A balancer as a scenario declares it.</summary>
/// <param name="Among">The numbers of the channels among which it chooses.</param>
sealed record BalancerModel(string Name, IReadOnlyList<int> Among, Made<Balancing> Policy)
{
    public Balancer Build(World world) => new(world.Simulation, Name,
        [.. Among.Select(number => (StreamSocket)world.Machines[0].Channels[number])], Policy.Create());
}
