using System.Text;
using Timeslice.Language.Syntax;

namespace Timeslice.Tests.Language;

/// <summary>Every refusal of the reader: one message, and the place a person would look at.</summary>
public class HostileText
{
    [Theory]
    // Anchors, aliases, tags, merge keys, directives
    [InlineData("a: &x 1\nb: *x", "1:4: error: a: the anchor `&x`; reuse is `programs:` and `use:`",
        "2:4: error: b: the alias `*x`; reuse is `programs:` and `use:`")]
    [InlineData("a: *nowhere", "1:4: error: a: the alias `*nowhere`; reuse is `programs:` and `use:`")]
    [InlineData("a: &x [*x]", "1:4: error: a: the anchor `&x`; reuse is `programs:` and `use:`",
        "1:8: error: a[0]: the alias `*x`; reuse is `programs:` and `use:`")]
    [InlineData("&k a: 1", "1:1: error: the anchor `&k`; reuse is `programs:` and `use:`")]
    [InlineData("*k : 1", "1:1: error: the alias `*k`; reuse is `programs:` and `use:`")]
    [InlineData("a: 1\n<<: {b: 2}", "2:1: error: the merge key `<<`; reuse is `programs:` and `use:`")]
    [InlineData("a: !!System.Diagnostics.Process {}",
        "1:4: error: a: the tag `tag:yaml.org,2002:System.Diagnostics.Process`; "
            + "remove it: its key gives the value its type")]
    [InlineData("a: !!float 1",
        "1:4: error: a: the tag `tag:yaml.org,2002:float`; remove it: its key gives the value its type")]
    [InlineData("a: !own [1]", "1:4: error: a: the tag `!own`; remove it: its key gives the value its type")]
    [InlineData("a: ! 1", "1:4: error: a: the tag `!`; remove it: its key gives the value its type")]
    [InlineData("!<>", "1:4: error: a tag; remove it: its key gives the value its type")]
    [InlineData("!!+*", "1:5: error: a tag; remove it: its key gives the value its type")]
    [InlineData("a: !undefined!x 1", "1:4: error: a: a tag; remove it: its key gives the value its type")]
    [InlineData("%YAML 1.1\n---\na: 1",
        "1:1: error: the directive `%YAML 1.1`; remove it: only `%YAML 1.2` is allowed")]
    [InlineData("# c\n%TAG ! tag:x,2000:\n---\na: 1",
        "2:1: error: the directive `%TAG ! tag:x,2000:`; remove it: only `%YAML 1.2` is allowed")]
    [InlineData("%SECRET \u001b[31m\n---\na: 1", "1:9: error: the control character U+001B; remove it")]
    // Keys
    [InlineData("a: 1\nb: 2\na: 3", "3:1: error: the key `a` is already at 1:1; keep one of them")]
    [InlineData("a: {x: 1, 'x': 2}", "1:11: error: a: the key `x` is already at 1:5; keep one of them")]
    [InlineData("? [a]\n: b", "1:3: error: a list or a map as a key; a key is a word or a text")]
    [InlineData("{a: 1}: b", "1:1: error: a list or a map as a key; a key is a word or a text")]
    [InlineData("? &k {? *k : 1}\n: 2", "1:3: error: a list or a map as a key; a key is a word or a text",
        "1:3: error: the anchor `&k`; reuse is `programs:` and `use:`",
        "1:9: error: the alias `*k`; reuse is `programs:` and `use:`")]
    [InlineData(": x", "1:1: error: an empty key; write a key before the `:`")]
    [InlineData("\"a\\eb\": 1", "1:1: error: a control character in the key `a\\u001Bb`; remove it")]
    [InlineData("a: \"x\\0\"", "1:4: error: a: the control character U+0000 in a text; remove it")]
    // Characters
    [InlineData("a: \u001b[31m", "1:4: error: the control character U+001B; remove it")]
    [InlineData("a\u0007: 1\nb: \0", "1:2: error: the control character U+0007; remove it",
        "2:4: error: the control character U+0000; remove it")]
    [InlineData("...\0", "1:4: error: the control character U+0000; remove it")]
    [InlineData("a: 1\u0085b: 2", "1:5: error: the character U+0085 as a line end; end lines with LF or CRLF")]
    [InlineData("a: 1\u2028b: 2", "1:5: error: the character U+2028 as a line end; end lines with LF or CRLF")]
    [InlineData("a: 1\nb: x\u2029", "2:5: error: the character U+2029 as a line end; end lines with LF or CRLF")]
    [InlineData(": {\rR", "1:4: error: a carriage return without a line feed; end lines with LF or CRLF")]
    [InlineData("a: \uFEFF1", "1:4: error: a byte order mark (U+FEFF) inside the file; remove it")]
    [InlineData("a:\n\tb: 1\n  \tc: 2", "2:1: error: a tab in the indentation; indent by spaces",
        "3:3: error: a tab in the indentation; indent by spaces")]
    // Documents
    [InlineData("", "1:1: error: the file is empty; a scenario starts with `timeslice: 1`")]
    [InlineData("# nothing\n", "1:1: error: the file is empty; a scenario starts with `timeslice: 1`")]
    [InlineData("---\n", "1:1: error: the file is empty; a scenario starts with `timeslice: 1`")]
    [InlineData("~", "1:1: error: the file is empty; a scenario starts with `timeslice: 1`")]
    [InlineData("a: 1\n---\nb: 2", "2:1: error: a second document; one scenario a file: remove what follows this")]
    [InlineData("a: 1\n...\nb: 2", "3:1: error: a second document; one scenario a file: remove what follows this")]
    [InlineData("a\nb: 1",
        "2:2: error: a `key: value` is not allowed here; "
            + "indent it like its neighbours, and put a text that contains `: ` in quotes")]
    [InlineData("\"a\nb\": 1",
        "2:3: error: expected the end of the file, found `:`; a scenario is one map: indent its keys alike")]
    // Syntax
    [InlineData("a: [1, 2",
        "1:9: error: a: expected `,` or `]`, found the end of the line; close the list that starts at 1:4")]
    [InlineData("a: {x: 1\nb: 2\n",
        "2:1: error: a.x: the bracket at 1:4 is not closed before this line; close it, or indent what is in it")]
    [InlineData("a: {x: 1",
        "1:9: error: a.x: expected `,` or `}`, found the end of the line; close the map that starts at 1:4")]
    [InlineData("a: [x y: 1]\nb: ]",
        "2:4: error: b: expected a value, found `]`; give a value, or remove the sign before it")]
    [InlineData("a: 'x", "1:4: error: a: the text in quotes never ends; add the closing quote")]
    [InlineData("a: \"\\q\"",
        "1:4: error: a: an unknown escape in a text in double quotes; "
            + "write \\\\ for a backslash, or use single quotes")]
    [InlineData("a: \"\\UBBBBBBBe\"", "1:15: error: a: an escape that is no character; escapes go up to \\U0010FFFF")]
    [InlineData("a: \"\\ud800\"",
        "1:4: error: a: an escape that is half a character; write characters beyond U+FFFF as \\U and eight digits")]
    [InlineData("a: @x", "1:4: error: a: a value cannot start with `@`; put it in quotes")]
    [InlineData("a: `x`", "1:4: error: a: a value cannot start with ```; put it in quotes")]
    [InlineData("a: %x", "1:4: error: a: a value cannot start with `%`; put it in quotes")]
    [InlineData("\n : ? ", "2:3: error: an empty key; write a key before the `:`",
        "2:6: error: an empty key; write a key before the `:`",
        "2:6: error: ?: this is not YAML near the end of the line; check brackets, quotes and indentation")]
    [InlineData("{a *: b}", "1:2: error: the text `a *: b` contains `: `; put it, or the key in it, in quotes")]
    [InlineData("a: b: c",
        "1:5: error: a: a `key: value` is not allowed here; "
            + "indent it like its neighbours, and put a text that contains `: ` in quotes")]
    [InlineData("a: 1\n b: 2",
        "2:3: error: a: a `key: value` is not allowed here; "
            + "indent it like its neighbours, and put a text that contains `: ` in quotes")]
    [InlineData("a:\n  b: 1\n c: 2",
        "3:2: error: expected a key, found `c`; write `key: value`, indented like its neighbours")]
    [InlineData("- a\nb: 2", "2:1: error: expected the next `- ` of the list, found `b`; indent all its items alike")]
    [InlineData("a: - 1", "1:4: error: a: a `- ` list cannot start here; start it on the next line, or write [a, b]")]
    [InlineData("a: [\n1\n]",
        "2:1: error: a: the bracket at 1:4 is not closed before this line; close it, or indent what is in it")]
    [InlineData("a: \"x\ny\"",
        "1:4: error: a: a text in quotes that goes on with less indentation; indent its further lines")]
    [InlineData("? - : ~~", "1:3: error: a list or a map as a key; a key is a word or a text",
        "1:6: error: [0]: an empty key; write a key before the `:`",
        "1:9: error: [0].?: this is not YAML near the end of the line; check brackets, quotes and indentation")]
    [InlineData("a:\n  b: 1\n  c\n  d: 2",
        "3:3: error: a: expected a key, found `c`; write `key: value`, indented like its neighbours")]
    public void Is_refused_at_its_place(string text, params string[] errors)
    {
        var (_, diagnostics) = TheSample.Read(text);
        diagnostics.Lines().ShouldBe(errors.Select(error => $"s.yaml:{error}"));
    }

    const string Utf16 = "1:1: error: the file is UTF-16; a scenario is UTF-8; save as UTF-8";
    const string Utf32 = "1:1: error: the file is UTF-32; a scenario is UTF-8; save as UTF-8";

    public static TheoryData<byte[], string> Bytes => new()
    {
        { Marked(Encoding.Unicode), Utf16 },
        { Marked(Encoding.BigEndianUnicode), Utf16 },
        { Encoding.Unicode.GetBytes("a: 1"), Utf16 },
        { Marked(Encoding.UTF32), Utf32 },
        { Encoding.UTF32.GetBytes("a: 1"), Utf32 },
        { [.. "a: 1\nb: Z"u8, 0xFC, .. "rich"u8], "2:5: error: the byte 0xFC at offset 9 is not UTF-8; save as UTF-8" },
        { [.. "a: é"u8, 0xC0, 0x80], "1:5: error: the byte 0xC0 at offset 5 is not UTF-8; save as UTF-8" },
        { [.. "a: "u8, 0xED, 0xA0, 0x80], "1:4: error: the byte 0xED at offset 3 is not UTF-8; save as UTF-8" },
        { [.. "\uFEFFa: x\n"u8, 0xF0, 0x9F], "2:1: error: the byte 0xF0 at offset 8 is not UTF-8; save as UTF-8" },
    };

    static byte[] Marked(Encoding encoding) => [.. encoding.GetPreamble(), .. encoding.GetBytes("a: 1")];

    [Theory, MemberData(nameof(Bytes))]
    public void Bytes_that_are_not_UTF8_are_refused(byte[] bytes, string error) =>
        TheSample.Read(bytes).Diagnostics.ToString().ShouldBe($"s.yaml:{error}");

    [Fact]
    public void A_byte_order_mark_moves_no_place()
    {
        var (root, diagnostics) = TheSample.Read("\uFEFFé😀: [x,\r\n  'y😀': z]\r\n");
        diagnostics.ToString().ShouldBeEmpty();
        var entry = root.ShouldBeOfType<MapNode>().Entries[0];
        (entry.Key, entry.KeyPlace, entry.Value.Place).ShouldBe(("é😀", new Place(1, 1), new Place(1, 6)));
        var pair = entry.Value.ShouldBeOfType<ListNode>().Items[1].ShouldBeOfType<MapNode>();
        (pair.Place, pair["y😀"]!.Place).ShouldBe((new Place(2, 3), new Place(2, 10)));
    }

    [Fact]
    public void All_errors_are_told_at_once_in_the_order_of_the_file() =>
        TheSample.Read("a: &x 1\na: 2\nb: !t [*x, {c: 1, c: 2}]\n").Diagnostics.Lines()
            .Select(line => line.Split(" error")[0])
            .ShouldBe(["s.yaml:1:4:", "s.yaml:2:1:", "s.yaml:3:4:", "s.yaml:3:8:", "s.yaml:3:19:"]);

    [Fact]
    public void After_a_hundred_errors_the_rest_are_counted()
    {
        var (_, diagnostics) = TheSample.Read(string.Concat(Enumerable.Repeat("a: 1\n", 151)));
        diagnostics.Errors.ShouldBe(150);
        diagnostics.Lines().Count().ShouldBe(101);
        diagnostics.Lines().Last().ShouldBe("s.yaml: and 50 more");
    }

    [Fact]
    public void What_is_allowed_reads()
    {
        var (root, diagnostics) = TheSample.Read("""
            %YAML 1.2 # strict
            ---
            a: |
              two
              lines
            b: 'x'
            c:
            d: [1, -2, {e: }]
            "f g": 'a: b'
            ...

            """);
        diagnostics.ToString().ShouldBeEmpty();
        root!.ToFlow().ShouldBe("{a: \"two\\nlines\\n\", b: x, c: , d: [1, -2, {e: }], f g: \"a: b\"}");
        ((ScalarNode)((MapNode)root)["c"]!).IsEmpty.ShouldBeTrue();
    }
}
