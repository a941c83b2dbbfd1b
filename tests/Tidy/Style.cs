using System.Text.RegularExpressions;
using Timeslice.Tests.Cli;

namespace Timeslice.Tests.Tidy;

/// What the house asks of its own sources, so that it need not be said in reviews.
public partial class Style
{
    const int LongestLine = 140, LongestFile = 340;

    static readonly string[] Vague = ["Manager", "Helper", "Util", "Utils", "Info", "Base", "Data", "Processor"];

    static IEnumerable<(string Path, string[] Lines)> Sources(params string[] folders) => folders
        .SelectMany(folder => Directory.EnumerateFiles(Command.File(folder), "*.cs", SearchOption.AllDirectories))
        .Where(path => !path.Contains("/obj/") && !path.Contains("/bin/"))
        .Order(StringComparer.Ordinal)
        .Select(path => (Path.GetRelativePath(Command.File(""), path), File.ReadAllLines(path)));

    static IEnumerable<(string Path, string[] Lines)> Product => Sources("engine", "plots", "cli");

    [Fact]
    public void No_line_is_too_long_and_no_file_is_more_than_one_idea()
    {
        var wrong = Product.SelectMany(file => file.Lines.Select((line, i) => (line, At: $"{file.Path}:{i + 1}")).Where(l => l.line.Length > LongestLine).Select(l => l.At))
            .Concat(Product.Where(file => file.Lines.Length > LongestFile).Select(file => $"{file.Path} has {file.Lines.Length} lines"));
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Every_type_says_in_its_first_line_what_it_is() => Product
        .SelectMany(file => file.Lines.Select((line, i) => (line, i)).Where(l => TypeDeclaration().IsMatch(l.line)).Where(l => !IsDocumented(file.Lines, l.i)).Select(l => $"{file.Path}:{l.i + 1}"))
        .ShouldBeEmpty();

    [Fact]
    public void No_type_has_a_name_that_says_nothing() => Product
        .SelectMany(file => file.Lines.Select(line => TypeDeclaration().Match(line)).Where(match => match.Success).Select(match => match.Groups["name"].Value))
        .Where(name => Vague.Any(word => name.EndsWith(word)))
        .ShouldBeEmpty();

    [Fact]
    public void Classes_are_sealed_or_abstract_or_static() => Product
        .SelectMany(file => file.Lines.Select((line, i) => (line, At: $"{file.Path}:{i + 1}")).Where(l => OpenClass().IsMatch(l.line)).Select(l => l.At))
        .ShouldBeEmpty();

    [Fact]
    public void Nothing_is_left_for_later() => Sources("engine", "plots", "cli", "tests")
        .Where(file => !file.Path.EndsWith("Tidy/Style.cs"))
        .SelectMany(file => file.Lines.Select((line, i) => (line, At: $"{file.Path}:{i + 1}")).Where(l => Later().IsMatch(l.line)).Select(l => l.At))
        .ShouldBeEmpty();

    [Fact]
    public void The_engine_keeps_no_state_outside_its_objects() => Sources("engine")
        .SelectMany(file => file.Lines.Select((line, i) => (line, At: $"{file.Path}:{i + 1}")).Where(l => MutableStatic().IsMatch(l.line)).Select(l => $"{l.At}: {l.line.Trim()}"))
        .ShouldBeEmpty();

    static bool IsDocumented(string[] lines, int declaration)
    {
        var i = declaration - 1;
        while (i >= 0 && lines[i].TrimStart().StartsWith('[')) i--;
        return i >= 0 && lines[i].TrimStart().StartsWith("///");
    }

    [GeneratedRegex(@"^(public |internal )?(sealed |abstract |static |readonly |partial |unsafe )*(class|struct|interface|enum|record( struct| class)?) (?<name>\w+)")]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex(@"^(public |internal )?(partial )?(class|record) \w+")]
    private static partial Regex OpenClass();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b|NotImplementedException")]
    private static partial Regex Later();

    [GeneratedRegex(@"^\s+(private |internal |public )?static (?!readonly|class|partial|extern|implicit|explicit|abstract|unsafe|async)[\w<>\[\]?, .]+ \w+( = |;)")]
    private static partial Regex MutableStatic();
}
