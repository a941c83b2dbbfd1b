using System.Reflection;
using Timeslice.Des.Distributions;
using Timeslice.Kernel;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.RunQueues;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Language.Binding;

/// <summary>All that a scenario may name, found by looking: every public class of a family, under its class
/// name.</summary>
/// <remarks>With the binder, this is the only reflection in the engine. Adding a kind is adding a file.</remarks>
public sealed class Catalog
{
    readonly SortedDictionary<string, Type> families = new(StringComparer.Ordinal);
    readonly Dictionary<Type, IReadOnlyList<Kind>> kinds = [];

    /// <summary>The families of the engine itself.</summary>
    public Catalog()
    {
        With<Scheduler>("scheduler");
        With<QueueLayout>("queue");
        With<Kernel.Locks.Lock>("lock");
        With<Kernel.Channels.Channel>("channel", but: typeof(Kernel.Devices.Device));
        With<Kernel.Devices.Device>("device");
        With<Kernel.Devices.Disks.DiskOrder>("order");
        With<Kernel.Devices.Disks.Seek>("seek");
        With<Kernel.Detectors.Detector>("detector");
        With<Operation>("operation");
        With<Distribution>("distribution");
        With<Kernel.RealTime.Release>("release");
        With<LinuxPolicy>("policy");
        With<Kernel.Memory.Replacement>("replacement");
        With<Kernel.Coroutines.CoroutineModel>("coroutines");
        With<Kernel.Clients.Load>("load");
        With<Kernel.Clients.Intensity>("rate");
        With<Kernel.Clients.Arrivals>("arrivals");
        With<Kernel.Clients.Connections>("connections");
        With<Kernel.Clients.BackOff>("back-off");
        With<Kernel.Clients.Balancing>("balancing");
        With<Kernel.Servers.Architecture>("architecture");
        With<Kernel.Servers.Shedding>("shedding");
        var documentation = new Documentation(typeof(Machine).Assembly);
        Cpus = new("cpus", "machine.cpus", new EqualCpus(), documentation);
        Costs = new("costs", "machine.costs", CostProfiles.Free, documentation);
        Power = new(typeof(Power), "power", documentation);
        Memory = new(typeof(Kernel.Memory.MainMemory), "memory", documentation, isPart: true);
        Interrupt = new(typeof(InterruptSource), "interrupt", documentation);
        Terms = new("thread", "processes.….threads.…", Kernel.Scheduling.Terms.Default, documentation);
        Link = new("link", "network", new Kernel.Networks.LinkTerms(), documentation);
        Group = new(typeof(Group), "group", documentation, isNamed: true);
        Credentials = new(typeof(Kernel.Processes.Credentials), "credentials", documentation, isPart: true);
        Restart = new(typeof(Kernel.Processes.Restart), "restart", documentation, isPart: true);
        Server = new(typeof(Kernel.Servers.Server), "server", documentation, isNamed: true, isPart: true);
        Keeping = new(typeof(Kernel.Servers.Keeping), "keep-alive", documentation, isPart: true);
        Variable = new(typeof(Variable), "variable", documentation, isNamed: true);
        Client = new("client", "clients.…", new Kernel.Clients.ClientTerms(), documentation);
        RequestClass = new(typeof(Kernel.Clients.RequestClass), "class", documentation, isNamed: true);
        Retries = new(typeof(Kernel.Clients.Retries), "retries", documentation, isPart: true);
        RetryBudget = new(typeof(Kernel.Clients.RetryBudget), "budget", documentation, isPart: true);
        Alternative = new(typeof(Alternative), "alternative", documentation, isPart: true);
    }

    /// <summary>CPUs that are alike.</summary>
    public Section Cpus { get; }

    /// <summary>What may be changed in a cost profile.</summary>
    public Section Costs { get; }

    /// <summary>What a thread, or all threads of a process, may claim from the scheduler.</summary>
    public Section Terms { get; }

    /// <summary>How what machines send each other is carried.</summary>
    public Section Link { get; }

    /// <summary>What a CPU draws.</summary>
    public Kind Power { get; }

    /// <summary>What memory a machine has.</summary>
    public Kind Memory { get; }
    public Kind Interrupt { get; }

    /// <summary>Threads that share as one.</summary>
    public Kind Group { get; }

    /// <summary>On whose behalf a process acts.</summary>
    public Kind Credentials { get; }

    /// <summary>When a process is started again.</summary>
    public Kind Restart { get; }

    /// <summary>What answers requests.</summary>
    public Kind Server { get; }

    /// <summary>How long a server keeps a connection.</summary>
    public Kind Keeping { get; }

    /// <summary>What programs remember.</summary>
    public Kind Variable { get; }

    /// <summary>What a client asks for, over what, and when it gives up.</summary>
    public Section Client { get; }

    /// <summary>One of the kinds of requests of a client.</summary>
    public Kind RequestClass { get; }

    /// <summary>What a client does when an attempt has failed, and what bounds that.</summary>
    public Kind Retries { get; }
    public Kind RetryBudget { get; }

    /// <summary>One of the things that <c>choose</c> chooses from.</summary>
    public Kind Alternative { get; }

    /// <summary>The maps of a scenario whose keys are members of classes.</summary>
    public IReadOnlyList<Section> Sections =>
    [
        Cpus, Costs, new("machine.memory", Memory), new("machine.power", Power),
        new("machine.interrupts.…", Interrupt), Link, Terms, new("groups.…", Group),
        new("processes.…", Credentials), new("processes.….restart", Restart),
        new("servers.…", Server), new("servers.….keep-alive", Keeping), new("variables.…", Variable),
        new("choose[…]", Alternative), Client, new("clients.….classes.…", RequestClass),
        new("clients.….retries", Retries), new("clients.….retries.budget", RetryBudget),
    ];

    /// <summary>The names of the families, sorted.</summary>
    public IEnumerable<string> Families => families.Keys;

    /// <summary>Takes in the family of a base class: its public subclasses in the base class's own assembly.</summary>
    /// <param name="but">Those of this class are a family of their own.</param>
    public Catalog With<T>(string family, Type? but = null)
    {
        var assembly = typeof(T).Assembly;
        var documentation = new Documentation(assembly);
        families.Add(family, typeof(T));
        var found = assembly.GetExportedTypes()
            .Where(type => IsKind<T>(type) && but?.IsAssignableFrom(type) != true)
            .Select(type => new Kind(type, NameIn(family, type), documentation));
        kinds.Add(typeof(T), [.. found.OrderBy(kind => kind.Name, StringComparer.Ordinal)]);
        return this;
    }

    /// <summary>The kinds of a family, by name.</summary>
    public IReadOnlyList<Kind> Kinds(string family) => kinds[families[family]];

    internal bool IsFamily(Type type) => kinds.ContainsKey(type);
    internal IReadOnlyList<Kind> Kinds(Type family) => kinds[family];
    internal string NameOf(Type family) => families.First(pair => pair.Value == family).Key;

    /// <summary>A class name may end in what it is one of: <c>IdlePolicy</c> is the policy <c>idle</c>.</summary>
    static string NameIn(string family, Type type) => Kebab.Of(type.Name) is var name && name.EndsWith($"-{family}")
        ? name[..^(family.Length + 1)] : name;

    static bool IsKind<T>(Type type) => type.IsSubclassOf(typeof(T)) && !type.IsAbstract && !type.IsNested;
}
