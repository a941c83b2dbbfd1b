using Timeslice.Kernel;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Servers;
using Timeslice.Language.Binding;
using Timeslice.Language.Syntax;

namespace Timeslice.Language.Scenarios;

/// <summary>Reads the section <c>servers</c>: names, and for each who serves it and what is done for a
/// request.</summary>
sealed class ServersReader(
    Catalog catalog, Names names, Binder binder, TermsReader terms, Diagnostics diagnostics)
{
    const string Example = "{web: {architecture: {thread-pool: {workers: 4}}, request: [{compute: 1ms}]}}";

    // What threads that wait for clients cannot have.
    static readonly string[] OfTasks = ["release", "wcet"];

    IEnumerable<string> OwnKeys => catalog.Server.Options.Select(option => option.Name);
    IEnumerable<string> CredentialsKeys => catalog.Credentials.Options.Select(option => option.Name);

    /// <summary>Makes known that each is a process, and has an address, before programs name them.</summary>
    public void Declare(MapReader scenario)
    {
        var count = names.Channels.Known.Values.Sum(known => known.Count);
        var socket = catalog.Kinds("channel").First(kind => kind.Type == typeof(StreamSocket));
        foreach (var (name, node, path) in scenario.Named("servers"))
        {
            if (names.Processes.Contains(name))
                diagnostics.Error(node.Place, path, $"there is a process {Excerpt.Of(name)} already, and a server is "
                    + "one of its name", "give one of them another name");
            else names.Processes.Add(name);
            if (!names.Channels.Known.TryAdd(name, new(count++, null, socket)))
                diagnostics.Error(node.Place, path, $"there is a channel {Excerpt.Of(name)} already, and a server "
                    + "listens at an address of its name", "give one of them another name");
        }
        if (scenario["servers"] is MapNode { Entries: [] } or ScalarNode { IsEmpty: true })
            diagnostics.Error(scenario["servers"]!.Place, "servers", "there are no servers", $"write {Example}");
    }

    public List<ServerModel> Read(MapReader scenario, MachinesReader machines)
    {
        var models = new List<ServerModel>();
        foreach (var (name, node, path) in scenario.Named("servers"))
            if (Read(name, node, path, machines) is { } model) models.Add(model);
        return models;
    }

    ServerModel? Read(string name, Node node, string path, MachinesReader machines)
    {
        var map = new MapReader(node, path, diagnostics,
            ["on", .. OwnKeys, .. CredentialsKeys, .. terms.Keys.Except(OfTasks)]);
        if (!map.IsMap || node is not MapNode given) return null;
        var on = machines.Of(map);
        if (on is not null && machines.ByName[on].Cpus is { } cpus) names.Cpus = cpus.Cpus.Count;
        names.Mentions.Begin("server", name);
        CheckMemory(map, on is null ? null : machines.ByName[on].Memory);
        var make = binder.Maker<Server>(catalog.Server, Part(given, OwnKeys), path, name);
        var credentials = Part(given, CredentialsKeys) is { Entries: [_, ..] } who
            ? binder.Whole<Credentials>(catalog.Credentials, who, path) : Credentials.Root;
        var claims = terms.Read(map);
        if (on is null || make is null || credentials is null) return null;
        Check(make().Program, path);
        return new(name, on, make, new(diagnostics.File, node.Place.Line, node.Place.Column), credentials, claims,
            names.Mentions.By("server", name));
    }

    static MapNode Part(MapNode map, IEnumerable<string> keys) =>
        new(map.Place, [.. map.Entries.Where(entry => keys.Contains(entry.Key))]);

    void CheckMemory(MapReader map, Kernel.Memory.MainMemory? machine)
    {
        foreach (var key in (string[])["memory", "leak"])
            if (map[key] is { } node && !names.HasMemory) binder.RefuseMemory(node, KeyPath.Of(map.Path, key));
        if (map["memory"] is ScalarNode { IsEmpty: false } image && machine is not null
            && binder.Scalars.Bytes(image, KeyPath.Of(map.Path, "memory")) is { } size && size > machine.MostAtOnce)
            diagnostics.Error(image.Place, KeyPath.Of(map.Path, "memory"),
                $"{Excerpt.Of(image.Text)} is more than a process can have",
                $"at most {machine.MostAtOnce} are promised");
    }

    void Check(Program request, string path)
    {
        try
        {
            request.Check();
        }
        catch (ProgramRefused problem)
        {
            var place = new Place(problem.At.Line, problem.At.Column);
            if (!diagnostics.IsWrong(place))
                diagnostics.Error(place, KeyPath.Of(path, "request"), problem.What, problem.Hint);
        }
    }
}
