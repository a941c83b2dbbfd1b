using System.Text.RegularExpressions;
using Timeslice.Des;
using Timeslice.Tests.Cli;

namespace Timeslice.Tests.Tidy;

/// What pages show of C# is what scripts say, and scripts are run by a test of their own.
public partial class PagesInCSharp
{
    [Theory]
    [InlineData("README.md")]
    [InlineData("engine/COMING-FROM-SIMPY.md")]
    [InlineData("engine/WRITING-A-SCHEDULER.md")]
    public void Every_paragraph_of_a_block_stands_in_one_script(string page)
    {
        var blocks = Block().Matches(File.ReadAllText(Command.File(page)));
        blocks.ShouldNotBeEmpty();
        var scripts = Directory.EnumerateFiles(Command.File("scenarios/scripts"), "*.cs")
            .Select(path => File.ReadAllText(path)).ToArray();
        foreach (Match block in blocks)
        {
            var paragraphs = block.Groups["text"].Value.Split("\n\n");
            scripts.ShouldContain(script => paragraphs.All(text => script.Contains($"\n{text}\n")),
                $"{page} shows what no script says:\n{block}");
        }
    }

    [Fact]
    public void Every_name_that_newcomers_are_told_is_public()
    {
        var known = typeof(Simulation).Assembly.GetExportedTypes().SelectMany(type =>
            type.GetMembers().Select(member => member.Name).Append(type.Name.Split('`')[0])).ToHashSet();
        var page = File.ReadAllText(Command.File("engine/COMING-FROM-SIMPY.md"));
        var names = OurColumn().Matches(page).SelectMany(row => Code().Matches(row.Groups["ours"].Value))
            .SelectMany(code => Name().Matches(code.Groups["code"].Value)).Select(name => name.Value)
            .Where(name => name.Length > 1).Distinct().ToArray();
        names.Length.ShouldBeGreaterThan(40);
        names.Where(name => !known.Contains(name) && name != nameof(IDisposable.Dispose) && name != "IComparer")
            .ShouldBeEmpty();
    }

    [GeneratedRegex(@"```csharp\n(?<text>.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^\|.*(?<!\\)\|(?<ours>.*)\|$", RegexOptions.Multiline)]
    private static partial Regex OurColumn();

    [GeneratedRegex("`(?<code>[^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"(?<![\w""])[A-Z]\w*")]
    private static partial Regex Name();
}
