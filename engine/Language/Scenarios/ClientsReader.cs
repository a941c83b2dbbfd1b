using Timeslice.Kernel.Clients;
using Timeslice.Language.Binding;
using Timeslice.Language.Expressions;
using Timeslice.Language.Syntax;

namespace Timeslice.Language.Scenarios;

/// <summary>Reads the section <c>clients</c>: names, what each asks, when, and on what terms.</summary>
sealed class ClientsReader(Catalog catalog, Names names, Binder binder, BalancersReader balancers,
    SectionReader sections, MachinesReader machines, Diagnostics diagnostics)
{
    const string Loads = "load";

    // Those that never stop asking.
    readonly List<(string Path, Place Place)> endless = [];

    public List<ClientModel> Read(MapReader scenario)
    {
        var models = new List<ClientModel>();
        foreach (var (name, node, path) in scenario.Named("clients"))
        {
            names.Mentions.Begin("client", name);
            if (!Expression.IsName(name))
                diagnostics.Error(node.Place, path, $"{Excerpt.Of(name)} cannot be part of the name of a metric",
                    "a name is letters, digits and `_`, joined by single `-` or `.`, and starts with a letter");
            if (ReadOne(name, node, path) is { } model) models.Add(model);
        }
        return models;
    }

    /// <summary>Of those that go on for ever in a run that nothing else ends.</summary>
    public void WarnOfEndless()
    {
        foreach (var (path, place) in endless)
            diagnostics.Warn(place, path, "the client asks for ever, so the run is never done",
                "give the client an `until` or a number of `requests`, or give `run` an `until`, such as `10s`");
    }

    ClientModel? ReadOne(string name, Node node, string path)
    {
        List<string> loads = [.. catalog.Kinds(Loads).Select(kind => kind.Name)];
        var map = new MapReader(node, path, diagnostics, ["to", "on", .. loads, .. catalog.Client.Keys]);
        if (!map.IsMap) return null;
        var on = map["on"] is null ? null : machines.Of(map);
        var to = ReadTarget(map);
        var load = ReadLoad(node, path, loads);
        var terms = ReadTerms(map);
        if (to is null || load is null) return null;
        if (load.Create().IsEndless && terms is { Until: null, Requests: null }) endless.Add((path, node.Place));
        return new(name, on, to.Value.Server, to.Value.Front, load, terms);
    }

    (int Server, BalancerModel? Front)? ReadTarget(MapReader client)
    {
        if (client.Required("to", "web") is not { } node) return null;
        if (node is ScalarNode { IsEmpty: false, Text: var name } && balancers.Known.TryGetValue(name, out var front))
        {
            balancers.Use(name);
            return front is null ? null : (0, front);
        }
        return balancers.Server(node, KeyPath.Of(client.Path, "to")) is { } server ? (server, null) : null;
    }

    /// <summary>One of the kinds of loads, which stands as a key of the client.</summary>
    Made<Load>? ReadLoad(Node node, string path, List<string> loads)
    {
        List<Entry> given = node is MapNode map ? [.. map.Entries.Where(entry => loads.Contains(entry.Key))] : [];
        if (given is [var only]) return binder.Made<Load>(new MapNode(only.KeyPlace, given), path);
        if (given.Count == 0)
            diagnostics.Error(node.Place, path, "it is not said when the client asks",
                $"write `open: {{rate: 500/s}}`; there are: {string.Join(", ", loads)}");
        else
            diagnostics.Error(given[1].KeyPlace, path, $"both `{given[0].Key}` and `{given[1].Key}` are given",
                "a client has one load: keep one of them, or make two clients");
        return null;
    }

    ClientTerms ReadTerms(MapReader client)
    {
        var terms = new ClientTerms();
        foreach (var option in catalog.Client.Options)
            if (option.Name != "classes" && client[option.Name] is { } node)
                sections.Set(terms, option, node, KeyPath.Of(client.Path, option.Name));
        return terms with { Classes = ReadClasses(client) };
    }

    List<RequestClass> ReadClasses(MapReader client)
    {
        var classes = new List<RequestClass>();
        foreach (var (name, node, path) in client.Named("classes"))
        {
            if (!Expression.IsName(name))
                diagnostics.Error(node.Place, path, $"{Excerpt.Of(name)} cannot be part of the name of a metric",
                    "a name is letters, digits and `_`, joined by single `-` or `.`, and starts with a letter");
            if (binder.Whole<RequestClass>(catalog.RequestClass, node, path, name) is { } its) classes.Add(its);
        }
        return classes;
    }
}
