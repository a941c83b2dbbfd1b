using System.Text;
using Timeslice.Des;
using Timeslice.Language.Expressions;
using Timeslice.Language.Syntax;

namespace Timeslice.Tests.Language;

/// <summary>The sample, broken at random: every text is read or refused at a place inside the file, and nothing else
/// happens.</summary>
public class MutatedScenarios
{
    const ulong Seed = 42;

    /// <summary>How many times the usual number of scenarios: 10 in the nightly run.</summary>
    static readonly int Scale =
        int.TryParse(Environment.GetEnvironmentVariable("TIMESLICE_FUZZ"), out var scale) ? scale : 1;

    static readonly string[] Tokens =
    [
        "[", "]", "{", "}", ",", ":", ": ", "- ", "? ", "&a ", "*a", "!t ", "!<>", "!!+*", "'", "\"", "\\", "|", ">",
        "#", "%", "@", "`", "\n", "\n\n", "\r\n", "\r", "\t", " ", "  ", "---", "...", "<<", "$", "${", "}", "$keys",
        "\0", "\u001b", "\u0085", "\u2028", "\uFEFF", "é", "😀", "010", "1_000", "1e400", "~", "null", "yes", "\"\\U",
        "BBBBBBBe\"", "%YAML 1.1\n", "%TAG ! x\n", "|2-\n", ">+\n", "\n ", "\n      ", "a: ", "[[[[[[[[", "{{{{{{{{",
    ];

    static readonly string[] Words =
    [
        "1", "2ms", "0", "30%", "500/s", "4KiB", "a.b", "$a", "min(", "max(", "round(", "(", ")", ",", " ", " - ", "-",
        "+", "*", "/", "%", "<", "<=", "==", "!=", "!", " and ", " or ", "not ", "&&", "||", "true", "'x'", "\"", "'",
        "\\", "\\u12", "79228162514264337593543950335", "1e28", "1e-28", "9223372036s", ".", "_",
    ];

    [Fact]
    public void Tokens_in_the_wrong_place_never_surprise() => Mutate(6_000, (text, random) =>
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
    public void Bytes_in_the_wrong_place_never_surprise() => Mutate(4_000, (text, random) =>
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var edits = 1 + random(4); edits > 0; edits--)
            bytes[random(bytes.Length)] = (byte)(random(2) == 0 ? random(128) : random(256));
        return bytes[..(random(3) == 0 ? random(bytes.Length + 1) : bytes.Length)];
    });

    [Fact]
    public void Salads_of_tokens_never_surprise() => Mutate(10_000, (_, random) =>
    {
        var tokens = Enumerable.Range(0, random(30)).Select(_ => Tokens[random(Tokens.Length)]);
        return Encoding.UTF8.GetBytes(string.Concat(tokens));
    });

    [Fact]
    public void Salads_of_expressions_have_a_value_or_a_reason()
    {
        var state = new RandomStream(Seed);
        for (var i = 0; i < 10_000 * Scale; i++)
        {
            var text = string.Concat(Enumerable.Range(0, (int)(state.NextBits() % 20))
                .Select(_ => Words[state.NextBits() % (ulong)Words.Length]));
            try
            {
                var value = Expression.Parse(text).Evaluate(name => name == "a.b" ? Value.Number(2) : null);
                value.ToString().ShouldNotBeNull();
            }
            catch (ExpressionException reason)
            {
                reason.Message.ShouldNotBeEmpty();
            }
            catch (Exception surprise)
            {
                throw new InvalidOperationException($"expression {i} of seed {Seed}: {text}", surprise);
            }
        }
    }

    static void Mutate(int times, Func<string, Func<int, int>, byte[]> mutate)
    {
        var state = new RandomStream(Seed);
        for (var i = 0; i < times * Scale; i++)
        {
            var bytes = mutate(TheSample.Text, limit => (int)(state.NextBits() % (ulong)limit));
            try
            {
                Check(bytes);
            }
            catch (Exception surprise)
            {
                throw new InvalidOperationException(
                    $"scenario {i} of seed {Seed}: {Convert.ToBase64String(bytes)}", surprise);
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
