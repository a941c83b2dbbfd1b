using Timeslice.Kernel.Scheduling;
using Timeslice.Language.Syntax;

namespace Timeslice.Language.Binding;

/// <summary>Reads CPUs by number: one, or a list of them.</summary>
sealed class CpuSets(Names names, Scalars scalars, Diagnostics diagnostics)
{
    public const string Wanted = "the number of a CPU, or a list of them,";

    /// <summary>The CPUs, or null after an error has been reported.</summary>
    public CpuSet? Read(Node node, string path)
    {
        if (node is ScalarNode one) return Number(one, path) is { } only ? new([only]) : null;
        if (node is not ListNode { Items: [_, ..] } list)
        {
            diagnostics.Error(node.Place, path, Wording.Mismatch(node, Wanted), "left out, it is all CPUs");
            return null;
        }
        var cpus = new HashSet<int>();
        var fits = true;
        foreach (var (i, item) in list.Items.Index()) fits &= TryAdd(item, KeyPath.Of(path, i));
        return fits ? new(cpus) : null;

        bool TryAdd(Node item, string at)
        {
            if (diagnostics.Explains(item)) return false;
            if (item is not ScalarNode { IsEmpty: false } scalar)
                diagnostics.Error(item.Place, at, Wording.Mismatch(item, "the number of a CPU"));
            else if (Number(scalar, at) is { } cpu)
            {
                if (cpus.Add(cpu)) return true;
                diagnostics.Error(item.Place, at, $"CPU {cpu} is named twice", "name it once");
            }
            return false;
        }
    }

    int? Number(ScalarNode scalar, string path)
    {
        if (scalars.Whole(scalar, path, 0, int.MaxValue) is not { } cpu) return null;
        if (cpu < names.Cpus) return (int)cpu;
        diagnostics.Error(scalar.Place, path, $"there is no CPU {cpu}",
            names.Cpus == 1 ? "the machine has one, number 0" : $"the machine has those from 0 to {names.Cpus - 1}");
        return null;
    }
}
