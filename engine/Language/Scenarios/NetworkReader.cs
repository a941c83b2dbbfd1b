using Timeslice.Kernel.Networks;
using Timeslice.Language.Binding;
using Timeslice.Language.Syntax;

namespace Timeslice.Language.Scenarios;

/// <summary>Reads the section <c>network</c>: what all links are like, and those of pairs of machines that
/// differ.</summary>
sealed class NetworkReader(Section link, MachinesReader machines, SectionReader sections, Diagnostics diagnostics)
{
    /// <summary>Null when it is left out.</summary>
    public NetworkModel? Read(Node? node)
    {
        if (node is null) return null;
        var network = new MapReader(node, "network", diagnostics, [.. link.Keys, "links"]);
        if (machines.ByName.Count == 1 && !diagnostics.IsWrong(node.Place))
            diagnostics.Error(node.Place, "network", "there is one machine, so nothing is sent over a network",
                "declare `machines` by name, or leave it out");
        var terms = sections.Fill(new LinkTerms(), link, network);
        return new(terms, [.. ReadLinks(network, terms)]);
    }

    IEnumerable<(string, string, LinkTerms)> ReadLinks(MapReader network, LinkTerms common)
    {
        var first = new Dictionary<(string, string), string>();
        foreach (var (name, node, path) in network.Named("links"))
        {
            var its = new MapReader(node, path, diagnostics, [.. link.Keys]);
            // What is not said of a link alone is as for all.
            var terms = sections.Fill(common with { }, link, its);
            if (Pair(name, node, path) is not var (one, other)) continue;
            if (first.TryAdd((one, other), name) && first.TryAdd((other, one), name)) yield return (one, other, terms);
            else
                diagnostics.Error(node.Place, path,
                    $"the link between {Excerpt.Of(one)} and {Excerpt.Of(other)} is there already",
                    $"it is {Excerpt.Of(first[(one, other)])}, for both directions: keep one of them");
        }
    }

    /// <summary>The two machines of <c>client-server</c>; names may have hyphens themselves.</summary>
    (string, string)? Pair(string name, Node node, string path)
    {
        var known = machines.ByName.Keys.ToList();
        var pairs = (from at in Enumerable.Range(0, name.Length)
                     where name[at] == '-'
                     let pair = (One: name[..at], Other: name[(at + 1)..])
                     where known.Contains(pair.One) && known.Contains(pair.Other)
                     select pair).ToList();
        if (pairs is [var only] && only.One != only.Other) return only;
        var problem = pairs.Count > 1 ? $"{Excerpt.Of(name)} may mean {pairs.Count} pairs of machines"
            : pairs.Count == 1 ? $"{Excerpt.Of(name)} leads from a machine to itself"
            : $"{Excerpt.Of(name)} is not the names of two machines";
        var links = known.SelectMany((one, i) => known.Skip(i + 1).Select(other => $"{one}-{other}")).ToList();
        diagnostics.Error(node.Place, path, problem, pairs.Count > 1
            ? "give one of the machines a name without `-`" : Wording.Hint(name, links, "links are:"));
        return null;
    }
}
