using System.Text;
using Timeslice.Des;
using Timeslice.Language.Expressions;
using Timeslice.Language.Syntax;

namespace Timeslice.Tests.Language;

/// <summary>The sample, broken at random: every text is read or refused at a place inside the file, and nothing else happens.</summary>
public class MutatedScenarios
{
    const ulong Seed = 42;

    static readonly string[] Tokens =
    [
        "[", "]", "{", "}", ",", ":", ": ", "- ", "? ", "&a ", "*a", "!t ", "!<>", "!!+*", "'", "\"", "\\", "|", ">", "#", "%", "@", "`", "\n", "\n\n", "\r\n",
        "\r", "\t", " ", "  ", "---", "...", "<<", "$", "${", "}", "$keys", "\0", "\u001b", "\u0085", "\u2028", "\uFEFF", "é", "😀", "010", "1_000", "1e400",
        "~", "null", "yes", "\"\\U", "BBBBBBBe\"", "%YAML 1.1\n", "%TAG ! x\n", "|2-\n", ">+\n", "\n ", "\n      ", "a: ", "[[[[[[[[", "{{{{{{{{",
    ];

    [Fact]
    public void Tokens_in_the_wrong_place_never_surprise() => Mutate(12_000, (text, random) =>
    {
        for (var edits = 1 + random(4); edits > 0; edits--)
        {
            var at = random(text.Length + 1);
            text = random(4) switch
            {
                0 => text[..at] + text[Math.Min(text.Length, at + random(20))..],
                1 => text[..at] + text[random(text.Length + 1)..],
                _ => text[..at] + Tokens[random(Tokens.Length)] + text[at..],
            };
        }
        return Encoding.UTF8.GetBytes(text);
    });

    [Fact]
    public void Bytes_in_the_wrong_place_never_surprise() => Mutate(8_000, (text, random) =>
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var edits = 1 + random(4); edits > 0; edits--) bytes[random(bytes.Length)] = (byte)(random(2) == 0 ? random(128) : random(256));
        return bytes[..(random(3) == 0 ? random(bytes.Length + 1) : bytes.Length)];
    });

    [Fact]
    public void Salads_of_tokens_never_surprise() => Mutate(10_000, (_, random) =>
        Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, random(30)).Select(_ => Tokens[random(Tokens.Length)]))));

    static void Mutate(int times, Func<string, Func<int, int>, byte[]> mutate)
    {
        var state = new RandomStream(Seed);
        for (var i = 0; i < times; i++)
        {
            var bytes = mutate(TheSample.Text, limit => (int)(state.NextBits() % (ulong)limit));
            try
            {
                Check(bytes);
            }
            catch (Exception surprise)
            {
                throw new InvalidOperationException($"scenario {i} of seed {Seed}: {Convert.ToBase64String(bytes)}", surprise);
            }
        }
    }

    static void Check(byte[] bytes)
    {
        var (root, diagnostics) = TheSample.Read(bytes);
        if (root is null) diagnostics.HasErrors.ShouldBeTrue();
        if (root is MapNode map) Substitution.Apply(map, Parameters(map), diagnostics);
        var lines = Encoding.UTF8.GetString(bytes).Split('\n');
        foreach (var one in diagnostics.All)
        {
            one.Place.Line.ShouldBeInRange(1, lines.Length);
            one.Place.Column.ShouldBeInRange(1, lines[one.Place.Line - 1].Length + 1);
            one.Render("s.yaml").ShouldNotContain('\n');
        }
    }

    static Dictionary<string, Node> Parameters(MapNode map) =>
        map["parameters"] is MapNode given ? given.Entries.ToDictionary(entry => entry.Key, entry => entry.Value) : [];
}
