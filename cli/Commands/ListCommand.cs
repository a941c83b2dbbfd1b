using System.CommandLine;
using Timeslice.Language.Binding;
using Timeslice.Language.Syntax;

namespace Timeslice.Cli.Commands;

/// <summary><c>timeslice list [KIND]</c>: what scenarios may name, with options, defaults and meanings.</summary>
static class ListCommand
{
    const string Examples = """
        List what a scenario may name: schedulers, locks, operations, distributions, charts, metrics.

        Examples:
          timeslice list
          timeslice list operation
          timeslice list round-robin
        """;

    public static Command Create()
    {
        var kind = new Argument<string?>("KIND") { Description = "A family, such as `scheduler`, or one kind, such as `round-robin`.", DefaultValueFactory = _ => null };
        var markdown = new Option<bool>("--markdown") { Description = "Print the reference page instead.", Hidden = true };
        var command = new Command("list", Examples) { kind, markdown };
        command.SetAction(parsed => (int)List(Scenarios.Catalog(), parsed.GetValue(kind), parsed.GetValue(markdown)));
        return command;
    }

    static ExitCode List(Catalog catalog, string? asked, bool markdown)
    {
        if (markdown) Console.Write(ReferencePage.Of(catalog));
        else if (asked is null) foreach (var family in catalog.Families) Print(family, catalog.Kinds(family));
        else if (catalog.Families.FirstOrDefault(family => asked == family || asked == family + "s") is { } one) PrintWhole(catalog.Kinds(one));
        else if (catalog.Families.SelectMany(catalog.Kinds).Where(kind => kind.Name == asked).ToList() is { Count: > 0 } kinds) PrintWhole(kinds);
        else return Refuse(catalog, asked);
        return ExitCode.Ok;
    }

    static void Print(string family, IReadOnlyList<Kind> kinds)
    {
        Console.WriteLine($"{family}s");
        foreach (var kind in kinds) Console.WriteLine($"  {kind.Name,-22}{kind.Summary.Split(". ")[0].TrimEnd('.')}");
        Console.WriteLine();
    }

    static void PrintWhole(IReadOnlyList<Kind> kinds)
    {
        foreach (var kind in kinds)
        {
            Console.WriteLine($"{kind.Form}\n  {kind.Summary}");
            foreach (var option in kind.Options)
                Console.WriteLine($"    {option.Name,-14}{option.Summary}{(option.Default is { } value ? $" Default: {value}." : option.IsRequired ? "" : " Optional.")}");
            Console.WriteLine();
        }
    }

    static ExitCode Refuse(Catalog catalog, string asked)
    {
        var names = catalog.Families.Concat(catalog.Families.SelectMany(catalog.Kinds).Select(kind => kind.Name)).ToList();
        var hint = Suggestion.Nearest(asked, names) is { } near ? $"did you mean `{near}`? " : "";
        Console.Error.WriteLine($"timeslice: there is no {Excerpt.Of(asked)}; {hint}`timeslice list` shows all");
        return ExitCode.InputRefused;
    }
}
