using CsCheck;
using Timeslice.Language.Syntax;

namespace Timeslice.Tests.Language;

public class Messages
{
    static readonly string[] Kinds = ["mutex", "semaphore", "round-robin", "fcfs", "priority", "read-lock"];

    [Theory]
    [InlineData("mutx", "mutex"), InlineData("mutxe", "mutex"), InlineData("Mutex", "mutex")]
    [InlineData("semafore", "semaphore")]
    [InlineData("roundrobin", "round-robin"), InlineData("round_robin", "round-robin"), InlineData("fifo", null)]
    [InlineData("", null), InlineData("x", null)]
    [InlineData("readlock", "read-lock")]
    public void The_nearest_name_is_suggested(string given, string? nearest) =>
        Suggestion.Nearest(given, Kinds).ShouldBe(nearest);

    [Theory]
    [InlineData("thread-per-conection", "thread-per-connection")]
    [InlineData("even-loop-with-helper", "event-loop-with-helpers"), InlineData("ab", "ba")]
    [InlineData("abcdefghijkl", "dcbaefghijkl"), InlineData("abcdefghijkl", "bcdefghijklm")]
    public void A_long_name_may_be_wrong_in_up_to_four_letters(string given, string nearest) =>
        Suggestion.Nearest(given, [nearest, "zzzzzzzzzzzz"]).ShouldBe(nearest);

    [Fact]
    public void An_exact_name_beats_all_others() => Suggestion.Nearest("b", ["a", "b"]).ShouldBe("b");

    [Theory]
    [InlineData("\u001b[31mred", "`\\u001B[31mred`"), InlineData("a\nb\tc", "`a\\nb\\tc`")]
    [InlineData("a\u202Eb", "`a\\u202Eb`"), InlineData("\u2028", "`\\u2028`")]
    [InlineData("Grüße 😀", "`Grüße 😀`")]
    public void What_was_given_is_shown_without_its_hidden_characters(string given, string shown) =>
        Excerpt.Of(given).ShouldBe(shown);

    [Fact]
    public void A_lone_surrogate_is_shown_as_a_number()
    {
        Excerpt.Cut("a\uD800").ShouldBe("a\\uD800");
        Excerpt.Cut("\uDC00\uD800a").ShouldBe("\\uDC00\\uD800a");
    }

    [Fact]
    public void A_long_text_is_cut_between_characters()
    {
        Excerpt.Cut(new string('x', 100)).ShouldBe(new string('x', 60) + "…");
        Excerpt.Cut(new string('x', 59) + "😀y").ShouldBe(new string('x', 59) + "…");
    }

    [Fact]
    public void A_diagnostic_is_one_line_with_path_and_hint()
    {
        var diagnostics = new Diagnostics("dir/s.yaml");
        diagnostics.Warn(new(9, 1), "locks.kitchen", "no thread takes this lock");
        diagnostics.Error(new(2, 3), "machine", "the key `cpu` is unknown", "did you mean `cpus`?");
        diagnostics.Lines().ShouldBe(["dir/s.yaml:2:3: error: machine: the key `cpu` is unknown; did you mean `cpus`?",
            "dir/s.yaml:9:1: warning: locks.kitchen: no thread takes this lock"]);
    }

    static readonly Gen<string> Text = Gen.String[Gen.Char["abz019-:,.#[]{}'\"\\ $é%&*!|>@`~_\t\n"], 0, 8];

    static readonly Gen<string> Key = Text.Where(key => key is not "" and not "<<" && !key.Any(char.IsControl));

    static readonly Gen<Node> Scalars = Gen.Select(Text, Gen.Bool, (text, quoted) =>
        (Node)new ScalarNode(default, text, quoted || text.Any(c => c is '\t' or '\n')));

    static readonly Gen<Node> Nodes = Gen.Recursive<Node>((depth, inner) => depth > 3 ? Scalars : Gen.OneOf(
        Scalars,
        inner.List[0, 4].Select(items => (Node)new ListNode(default, items)),
        Gen.Select(Key, inner, (key, value) => new Entry(key, default, value)).List[0, 4]
            .Select(entries => (Node)new MapNode(default, [.. entries.DistinctBy(entry => entry.Key)]))));

    [Fact]
    public void A_node_on_one_line_reads_back_as_the_same_node() => Nodes.Sample(node =>
    {
        if (node is ScalarNode) return;
        var (root, diagnostics) = TheSample.Read(node.ToFlow());
        diagnostics.ToString().ShouldBeEmpty();
        root!.ToFlow().ShouldBe(node.ToFlow());
        Same(root, node).ShouldBeTrue();
    }, iter: 5_000);

    // Quotes may go where they change nothing, and come where the text needs them.
    static bool Same(Node a, Node b) => (a, b) switch
    {
        (ScalarNode x, ScalarNode y) => x.Text == y.Text || x.IsEmpty && y.IsEmpty,
        (ListNode x, ListNode y) => x.Items.Count == y.Items.Count
            && x.Items.Zip(y.Items).All(pair => Same(pair.First, pair.Second)),
        (MapNode x, MapNode y) => x.Entries.Count == y.Entries.Count
            && x.Entries.Zip(y.Entries).All(pair => Same(pair.First, pair.Second)),
        _ => false,
    };

    static bool Same(Entry a, Entry b) => a.Key == b.Key && Same(a.Value, b.Value);
}
