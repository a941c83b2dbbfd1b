using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Clients;
using Timeslice.Language.Binding;
using Timeslice.Language.Expressions;
using Timeslice.Language.Syntax;

namespace Timeslice.Language.Scenarios;

/// <summary>Reads the section <c>balancers</c>: names, the servers that each stands before, and by what it
/// chooses.</summary>
sealed class BalancersReader(Names names, Binder binder, Diagnostics diagnostics)
{
    readonly HashSet<string> used = [];

    /// <summary>By name; null those that are wrong.</summary>
    public Dictionary<string, BalancerModel?> Known { get; } = [];

    public List<BalancerModel> Read(MapReader scenario)
    {
        foreach (var (name, node, path) in scenario.Named("balancers"))
        {
            Known[name] = ReadOne(name, node, path);
            if (names.Channels.Known.ContainsKey(name))
                diagnostics.Error(node.Place, path, $"there is a channel {Excerpt.Of(name)} already",
                    "give one of them another name");
        }
        return [.. Known.Values.OfType<BalancerModel>()];
    }

    /// <summary>The number of the channel that stands here, or null after an error has been reported.</summary>
    public int? Server(Node node, string path)
    {
        if (node is ScalarNode { IsEmpty: false })
            return binder.Value(typeof(ChannelReference<IConnectable>), node, path)
                is ChannelReference<IConnectable> server ? server.First : null;
        if (!diagnostics.Explains(node))
            diagnostics.Error(node.Place, path, Wording.Mismatch(node, "the name of a server"));
        return null;
    }

    public void Use(string name) => used.Add(name);

    public void WarnOfUnused(MapReader scenario)
    {
        foreach (var (name, node, path) in scenario.Named("balancers"))
            if (!used.Contains(name))
                diagnostics.Warn(
                    node.Place, path, $"no client uses the balancer {Excerpt.Of(name)}", "remove it, or use it");
    }

    BalancerModel? ReadOne(string name, Node node, string path)
    {
        var map = new MapReader(node, path, diagnostics, "among", "policy");
        if (!map.IsMap) return null;
        if (!Expression.IsName(name))
            diagnostics.Error(node.Place, path, $"{Excerpt.Of(name)} cannot be part of the name of a metric",
                "a name is letters, digits and `_`, joined by single `-` or `.`, and starts with a letter");
        var among = map.Required("among", "[web-1, web-2]") is { } all ? Among(all, KeyPath.Of(path, "among")) : null;
        var policy = map.Required("policy", "least-connections") is { } given
            ? binder.Made<Balancing>(given, KeyPath.Of(path, "policy")) : null;
        return among is null || policy is null ? null : new(name, among, policy);
    }

    /// <summary>A list of servers, or the name of an array of them.</summary>
    List<int>? Among(Node node, string path)
    {
        if (node is ScalarNode { IsEmpty: false, Text: var text }
            && names.Channels.Known.GetValueOrDefault(text) is { Size: { } size } array)
        {
            if (array.Kind?.Type.IsAssignableTo(typeof(IConnectable)) != false) names.Channels.Use(text);
            else
                diagnostics.Error(node.Place, path,
                    $"{Excerpt.Of(text)} is an array of {array.Kind.Name}, which cannot be connected to");
            return [.. Enumerable.Range(array.First, size)];
        }
        if (node is not ListNode { Items.Count: > 0 } list)
        {
            if (!diagnostics.Explains(node))
                diagnostics.Error(node.Place, path, Wording.Mismatch(node, "a list of servers, or an array of them,"));
            return null;
        }
        var servers = list.Items.Select((item, i) => Server(item, KeyPath.Of(path, i))).OfType<int>().ToList();
        return servers.Count == list.Items.Count ? servers : null;
    }
}
