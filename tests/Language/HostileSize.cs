using System.Text;
using Timeslice.Language.Syntax;

namespace Timeslice.Tests.Language;

/// <summary>Files made to take time or memory: each is refused at once, at a place.</summary>
public class HostileSize
{
    // Made when they are used: together they fill 300 MB.
    static readonly Dictionary<string, (Func<string> Text, string Error)> Bombs = new()
    {
        ["[ × 100 k"] = (() => Times("[", 100_000), "1:65: error: [0][0][0]"),
        ["{ × 100 k"] = (() => Times("{", 100_000), "1:2: error: a list or a map as a key"),
        ["[ and line ends"] = (() => Times("[\n", 100_000), "65:1: error: [0]"),
        ["- × 100 k"] = (() => Times("- ", 100_000), "1:129: error: [0]"),
        ["? × 100 k"] = (() => Times("? ", 100_000), "1:3: error"),
        ["{a: × 100 k"] = (() => Times("{a: ", 100_000), "1:257: error: a.a.a"),
        ["a deeper key on each line"] = (() => Lines(1000, i => new string(' ', i) + "a:"), "65:65: error: a.a"),
        ["a scalar of 64 MB"] = (() => "a: " + Times("x", 64 << 20), "1:1: error: the file is larger than 4 MiB"),
        ["a scalar of 4 MB"] = (
            () => "a: " + Times("x", (4 << 20) - 3), "1:4: error: a: a text of 4194301 characters; at most 65536"),
        ["a quoted scalar of 4 MB"] = (() => "a: \"" + Times("x ", (2 << 20) - 4) + "\"", "1:4: error: a: a text of"),
        ["an anchor of 4 MB"] = (() => "&" + Times("a", (4 << 20) - 1), "1:1: error: the anchor `&aaa"),
        ["a tag of 4 MB"] = (() => "!<" + Times("%41", 1 << 20) + ">", "1:1: error: the tag `AAA"),
        ["a directive of 4 MB"] = (() => "%" + Times("a", (4 << 20) - 1), "1:1: error: the directive `%aaa"),
        ["a key of 1 MB"] = (() => Times("k", 1 << 20) + ": 1", "1:1: error: a text of 1048576 characters"),
        ["an explicit key of 1 MB"] = (
            () => "? " + Times("k", 1 << 20) + "\n: 1", "1:3: error: a text of 1048576 characters"),
        ["10^6 keys"] = (() => Lines(1_000_000, i => $"{i:x}:")[..(4 << 20)], "99999:"),
        ["10^6 equal keys"] = (() => Times("a:\n", 1_000_000), "2:1: error: the key `a` is already at 1:1"),
        ["10^6 aliases"] = (() => "[" + Times("*a,", 1_000_000) + "]", "1:2: error: [0]: the alias `*a`"),
        ["10^6 commas"] = (() => "[" + Times(",", 1_000_000), "1:2: error: expected a value, found `,`"),
        ["10^6 empty lists"] = (
            () => "[" + Times("[],", 1_000_000), "1:299997: error: [99998]: the file has more than 200000 values"),
        ["a merge bomb"] = (() => "a: &a {x: 1}\n" + Times("b: {<<: *a}\n", 1000), "1:4: error: a: the anchor"),
        ["only line ends"] = (() => Times("\n", 4 << 20), "1:1: error: the file is empty"),
        ["only spaces"] = (() => Times(" ", 4 << 20), "1:1: error: the file is empty"),
        ["only control characters"] = (() => Times("\u001b", 4 << 20), "1:1: error: the control character"),
        ["only tabs before text"] = (() => Times("\ta\n", 1 << 20), "1:1: error: a tab"),
        ["one line of tabs"] = (() => Times("\t", (4 << 20) - 1) + "a", "1:1: error: a tab"),
        ["tabs and spaces"] = (() => Times("\t ", 1 << 20) + "a", "1:1: error: a tab"),
        ["only carriage returns"] = (() => Times("\r", 4 << 20), "1:1: error: a carriage return"),
        ["long keys in depth, and errors"] = (() => Deep(), ": error: kkk"),
        ["quotes"] = (() => Times("'", 4 << 20), "1:1: error"),
        ["dashes"] = (() => Times("-", 4 << 20), "1:1: error: a text"),
        ["colons"] = (() => Times(":", 4 << 20), "1:1: error"),
        ["block scalars"] = (() => "a: |\n" + Times("  x\n", 1_000_000), "1:4: error: a: a text of"),
        ["pairs without end"] = (() => "[" + Times("a: ", 100_000), "1:"),
        ["nested keys on one line"] = (() => Times("a: ", 100_000), "1:5: error"),
    };

    public static TheoryData<string> Names => [.. Bombs.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Is_refused_at_once(string name)
    {
        var (text, error) = Bombs[name];
        var bytes = Encoding.UTF8.GetBytes(text());
        var diagnostics = new Diagnostics("s.yaml");
        var before = GC.GetAllocatedBytesForCurrentThread();
        var time = CpuTime.Of(() => ScenarioReader.Read(bytes, diagnostics));
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        diagnostics.Lines().First().ShouldContain(error);
        diagnostics.ToString().Length.ShouldBeLessThan(100_000);
        time.ShouldBeLessThan(CpuTime.OfAHang);
        allocated.ShouldBeLessThan(100L << 20);
    }

    [Fact]
    public void Sixty_four_levels_are_allowed()
    {
        Nested(64).ShouldBeEmpty();
        Nested(65).ShouldContain("nested more than 64 deep");

        static string Nested(int deep) =>
            TheSample.Read(Times("[", deep) + Times("]", deep)).Diagnostics.ToString();
    }

    [Theory]
    [InlineData("/nowhere/s.yaml", "`/nowhere/s.yaml` does not exist; check the path")]
    [InlineData("/tmp", "`/tmp` is a folder; name a scenario file")]
    [InlineData("/dev/zero", "the file is larger than 4 MiB; a scenario has at most 4 MiB")]
    [InlineData("", "`` cannot be read: The value cannot be an empty string. (Parameter 'path')")]
    [InlineData("a\0b", "`a\\u0000b` cannot be read: Null character in path. (Parameter 'path')")]
    public void A_file_that_cannot_be_read_is_named(string path, string error)
    {
        var diagnostics = new Diagnostics(path);
        ScenarioReader.ReadFile(path, diagnostics).ShouldBeNull();
        diagnostics.Lines().Single().ShouldEndWith($":1:1: error: {error}");
    }

    static string Lines(int count, Func<int, string> line) =>
        string.Concat(Enumerable.Range(0, count).Select(i => line(i) + "\n"));

    static string Times(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    static string Deep()
    {
        var key = Times("k", 1000);
        return Times($"{{{key}: ", 60) + "[" + Times("*a,", 100_000);
    }
}
