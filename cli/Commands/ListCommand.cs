using System.CommandLine;
using Timeslice.Language.Binding;
using Timeslice.Language.Syntax;

namespace Timeslice.Cli.Commands;

/// <summary><c>timeslice list [KIND]</c>: what scenarios may name, with options, defaults and meanings.</summary>
static class ListCommand
{
    const string Summary =
        "List what a scenario may name: schedulers, locks, operations, distributions, charts, metrics.";

    public static Command Create()
    {
        var kind = new Argument<string?>("KIND")
        {
            Description = "A family, such as `scheduler`, or one kind, such as `round-robin`; all when left out.",
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
        else if (asked is null) foreach (var family in catalog.Families) Print(family, catalog.Kinds(family));
        else return Explain(catalog, asked);
        return ExitCode.Ok;
    }

    static void Print(string family, IReadOnlyList<Kind> kinds)
    {
        Console.WriteLine($"{family}s");
        foreach (var kind in kinds) Console.WriteLine($"  {kind.Name,-22}{kind.Summary.Split(". ")[0].TrimEnd('.')}");
        Console.WriteLine();
    }

    /// <summary>Explains a family and all kinds of this name: `lock` is a family, an operation and a metric.</summary>
    static ExitCode Explain(Catalog catalog, string asked)
    {
        var found = catalog.Families
            .SelectMany(family => catalog.Kinds(family).Select(kind => (Family: family, Kind: kind)))
            .Where(one => asked == one.Family || asked == one.Family + "s" || asked == one.Kind.Name).ToList();
        foreach (var (family, kind) in found) Print(family, kind);
        return found.Count > 0 ? ExitCode.Ok : Refuse(catalog, asked);
    }

    static void Print(string family, Kind kind)
    {
        Console.WriteLine($"{kind.Form}  ({family})\n  {kind.Summary}");
        foreach (var option in kind.Options)
        {
            var absent = option.Default is { } value ? $" Default: {value}." : option.IsRequired ? "" : " Optional.";
            Console.WriteLine($"    {option.Name,-14}{option.Summary}{absent}");
        }
        Console.WriteLine();
    }

    static ExitCode Refuse(Catalog catalog, string asked)
    {
        var kinds = catalog.Families.SelectMany(catalog.Kinds).Select(kind => kind.Name);
        var hint = Suggestion.Nearest(asked, [.. catalog.Families, .. kinds]) is { } near
            ? $"did you mean `{near}`? "
            : "";
        Console.Error.WriteLine($"timeslice: there is no {Excerpt.Of(asked)}; {hint}`timeslice list` shows all");
        return ExitCode.InputRefused;
    }
}
