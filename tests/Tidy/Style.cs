using System.Text.RegularExpressions;
using Timeslice.Tests.Cli;

namespace Timeslice.Tests.Tidy;

/// What the house asks of its own sources, so that it need not be said in reviews.
public partial class Style
{
    const int LongestLine = 120, LongestFile = 340;

    static readonly string[] Vague = ["Manager", "Helper", "Util", "Utils", "Info", "Base", "Data", "Processor"];

    static readonly string[] Product = ["engine", "plots", "cli"];

    static readonly string[] Tests =
    [
        "tests/Cli", "tests/Contracts", "tests/Des", "tests/Experiments", "tests/Golden", "tests/Kernel",
        "tests/Hostile", "tests/Language", "tests/Plots", "tests/Reference", "tests/Theory", "tests/Tidy",
        "scenarios/scripts",
    ];

    [Fact]
    public void No_line_is_too_long() => Lines([.. Product, .. Tests])
        .Where(line => line.Text.Length > LongestLine)
        .Select(line => line.At).ShouldBeEmpty();

    [Fact]
    public void No_file_is_more_than_one_idea() => Files(Product)
        .Where(file => file.Lines.Length > LongestFile)
        .Select(file => $"{file.Path} has {file.Lines.Length} lines").ShouldBeEmpty();

    [Fact]
    public void Every_type_says_in_its_first_line_what_it_is() => Files(Product)
        .SelectMany(file => file.Lines.Index()
            .Where(line => TypeDeclaration().IsMatch(line.Item) && !IsDocumented(file.Lines, line.Index))
            .Select(line => $"{file.Path}:{line.Index + 1}"))
        .ShouldBeEmpty();

    [Fact]
    public void No_type_has_a_name_that_says_nothing() => Lines(Product)
        .Select(line => TypeDeclaration().Match(line.Text).Groups["name"].Value)
        .Where(name => Vague.Any(name.EndsWith)).ShouldBeEmpty();

    [Fact]
    public void Classes_are_sealed_or_abstract_or_static() => Where(OpenClass(), Product).ShouldBeEmpty();

    [Fact]
    public void Nothing_is_left_for_later() => Where(Later(), [.. Product, "tests"])
        .Where(at => !at.StartsWith("tests/Tidy/Style.cs:", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void The_engine_keeps_no_state_outside_its_objects() => Where(MutableStatic(), "engine").ShouldBeEmpty();

    static IEnumerable<(string Path, string[] Lines)> Files(params string[] folders) => folders
        .SelectMany(folder => Directory.EnumerateFiles(Command.File(folder), "*.cs", SearchOption.AllDirectories))
        .Where(path => !path.Contains("/obj/") && !path.Contains("/bin/"))
        .Order(StringComparer.Ordinal)
        .Select(path => (Path.GetRelativePath(Command.File(""), path), File.ReadAllLines(path)));

    static IEnumerable<(string At, string Text)> Lines(params string[] folders) => Files(folders)
        .SelectMany(file => file.Lines.Select((line, i) => ($"{file.Path}:{i + 1}", line)));

    static IEnumerable<string> Where(Regex pattern, params string[] folders) => Lines(folders)
        .Where(line => pattern.IsMatch(line.Text)).Select(line => $"{line.At}: {line.Text.Trim()}");

    static bool IsDocumented(string[] lines, int declaration)
    {
        var i = declaration - 1;
        while (i >= 0 && lines[i].TrimStart().StartsWith('[')) i--;
        return i >= 0 && lines[i].TrimStart().StartsWith("///");
    }

    [GeneratedRegex(@"^(public |internal )?(sealed |abstract |static |readonly |partial |unsafe )*"
        + @"(class|struct|interface|enum|record( struct| class)?) (?<name>\w+)")]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex(@"^(public |internal )?(partial )?(class|record) \w+")]
    private static partial Regex OpenClass();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b|NotImplementedException")]
    private static partial Regex Later();

    [GeneratedRegex(@"^\s+(private |internal |public )?static "
        + @"(?!readonly|class|partial|extern|implicit|explicit|abstract|unsafe|async)[\w<>\[\]?, .]+ \w+( = |;)")]
    private static partial Regex MutableStatic();
}
