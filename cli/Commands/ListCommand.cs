using System.CommandLine;
using Timeslice.Language.Binding;
using Timeslice.Language.Syntax;

namespace Timeslice.Cli.Commands;

/// <summary><c>timeslice list [KIND]</c>: what scenarios may name, with options, defaults and meanings.</summary>
static class ListCommand
{
    const string Summary =
        "List what a scenario may name: schedulers, locks, operations, distributions, charts, metrics, and sections.";

    const string Section = "section";

    public static Command Create()
    {
        var kind = new Argument<string?>("KIND")
        {
            Description =
                "A family (`scheduler`), a kind (`round-robin`) or a section (`thread`); all when left out.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var markdown = new Option<bool>("--markdown")
        {
            Description = "Print the reference page instead.", Hidden = true,
        };
        var command = new CommandWithExamples("list", Summary,
            "timeslice list",
            "timeslice list operation",
            "timeslice list round-robin")
        {
            kind, markdown,
        };
        command.SetAction(parsed => (int)List(Scenarios.Catalog(), parsed.GetValue(kind), parsed.GetValue(markdown)));
        return command;
    }

    static ExitCode List(Catalog catalog, string? asked, bool markdown)
    {
        if (markdown) Console.Write(ReferencePage.Of(catalog));
        else if (asked is null) PrintAll(catalog);
        else return Explain(catalog, asked);
        return ExitCode.Ok;
    }

    static void PrintAll(Catalog catalog)
    {
        foreach (var family in catalog.Families)
            Print(family, catalog.Kinds(family).Select(kind => (kind.Name, kind.Summary)));
        Print(Section, catalog.Sections.Select(section => (section.Name, section.Summary)));
    }

    static void Print(string family, IEnumerable<(string Name, string Summary)> kinds)
    {
        Console.WriteLine(Plural.Of(family));
        foreach (var (name, summary) in kinds)
            Console.WriteLine($"  {name,-22}{summary.Split(". ")[0].TrimEnd('.')}");
        Console.WriteLine();
    }

    /// <summary>Explains a family and all kinds of this name: `lock` is a family, an operation and a metric.</summary>
    static ExitCode Explain(Catalog catalog, string asked)
    {
        var found = catalog.Families
            .SelectMany(family => catalog.Kinds(family).Select(kind => (Family: family, Kind: kind)))
            .Where(one => IsAsked(one.Family, one.Kind.Name)).ToList();
        foreach (var (family, kind) in found) Print(kind.Form, family, kind.Summary, kind.Options);
        var sections = catalog.Sections.Where(section => IsAsked(Section, section.Name)).ToList();
        foreach (var section in sections) Print(section.Path, Section, section.Summary, section.Options);
        return found.Count + sections.Count > 0 ? ExitCode.Ok : Refuse(catalog, asked);

        bool IsAsked(string family, string name) => asked == family || asked == Plural.Of(family) || asked == name;
    }

    static void Print(string form, string family, string summary, IReadOnlyList<Language.Binding.Option> options)
    {
        Console.WriteLine($"{form}  ({family})\n  {summary}");
        foreach (var option in options)
        {
            var absent = option.Default is { } value ? $" Default: {value}." : option.IsRequired ? "" : " Optional.";
            Console.WriteLine($"    {option.Name,-14}{option.Summary}{absent}");
        }
        Console.WriteLine();
    }

    static ExitCode Refuse(Catalog catalog, string asked)
    {
        var kinds = catalog.Families.SelectMany(catalog.Kinds).Select(kind => kind.Name)
            .Concat(catalog.Sections.Select(section => section.Name));
        var hint = Suggestion.Nearest(asked, [.. catalog.Families, Section, .. kinds]) is { } near
            ? $"did you mean `{near}`? "
            : "";
        Console.Error.WriteLine($"timeslice: there is no {Excerpt.Of(asked)}; {hint}`timeslice list` shows all");
        return ExitCode.InputRefused;
    }
}
