using Timeslice.Kernel.Scheduling;
using Timeslice.Language.Binding;
using Timeslice.Language.Syntax;

namespace Timeslice.Language.Scenarios;

/// <summary>Reads what threads may claim from the scheduler: given for one kind of threads, or for all of a
/// process.</summary>
sealed class TermsReader(Section section, SectionReader sections, Diagnostics diagnostics)
{
    public IEnumerable<string> Keys => section.Keys;

    /// <param name="inherited">What holds where the map says nothing; the defaults when null.</param>
    public Terms Read(MapReader map, Terms? inherited = null)
    {
        inherited ??= new();
        // They are two ways to say one thing: what is said here replaces either.
        var start = map["nice"] is null && map["tickets"] is null ? inherited with { }
            : inherited with { Nice = 0, Tickets = null };
        if (map["nice"] is not null && map["tickets"] is { } tickets)
            diagnostics.Error(tickets.Place, map.Path, "both `nice` and `tickets` are given", "give one of them");
        var terms = sections.Fill(start, section, map);
        if (map["wcet"] is { } wcet && map["threads"] is null && terms.Release is null)
            diagnostics.Warn(wcet.Place, KeyPath.Of(map.Path, "wcet"),
                "`wcet` is that of jobs, and there are none without a `release`", "give both, or none");
        return terms;
    }
}
