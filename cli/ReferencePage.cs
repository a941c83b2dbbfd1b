using System.Text;
using Timeslice.Language.Binding;

namespace Timeslice.Cli;

/// <summary>The reference of the scenario language, written from the catalog.</summary>
static class ReferencePage
{
    const string Beginning =
        "# What a scenario may name\n\n"
        + "This page is written by `timeslice list --markdown` from the same classes that read scenarios. "
        + "A choice is `kind`, or\n`kind: {options}`; a bare value stands for the first option: "
        + "`{exponential: 2ms}` is `{exponential: {mean: 2ms}}`.\n";

    public static string Of(Catalog catalog)
    {
        var page = new StringBuilder(Beginning);
        foreach (var family in catalog.Families)
        {
            page.Append($"\n## {char.ToUpperInvariant(family[0])}{family[1..]}s\n");
            foreach (var kind in catalog.Kinds(family)) Write(page, kind);
        }
        return page.ToString();
    }

    static void Write(StringBuilder page, Kind kind)
    {
        page.Append($"\n### `{kind.Name}`\n\n{kind.Summary}\n");
        if (kind.Options.Count == 0) return;
        page.Append("\n| option | default | meaning |\n|---|---|---|\n");
        foreach (var option in kind.Options)
            page.Append($"| `{option.Name}` | {Default(option)} | {option.Summary} |\n");
    }

    static string Default(Option option) =>
        option.IsRequired ? "required" : option.Default is { } value ? $"`{value}`" : "none";
}
