using System.Text;
using Timeslice.Des;
using Timeslice.Language.Binding;
using Timeslice.Language.Scenarios;
using Timeslice.Language.Syntax;
using Timeslice.Plots.Charts;
using Timeslice.Tests.Cli;

namespace Timeslice.Tests.Hostile;

/// The repository's scenarios, broken at random: each is refused at a place inside the file, or its machine can be
/// built.
public class MutatedFiles
{
    const ulong Seed = 42;

    /// How many times the usual number of scenarios.
    static readonly int Scale =
        int.TryParse(Environment.GetEnvironmentVariable("TIMESLICE_FUZZ"), out var scale) ? scale : 1;

    static readonly Catalog Catalog = Timeslice.Cli.Scenarios.Catalog();

    static readonly string[] Files = [.. ((string[])["scenarios", "tests/Hostile"])
        .SelectMany(folder => Directory.EnumerateFiles(Command.File(folder), "*.yaml", SearchOption.AllDirectories))
        .Order(StringComparer.Ordinal)];

    static readonly string[] Tokens =
    [
        "0", "1", "-1", "2.5", "1e28", "-7e28", "1e-28", "9223372036854775807", "18446744073709551616", "0ns", "1ns",
        "-1ms", "2562047h", "4ms", "30%", "500/s", "4KiB",
        "yes", "true", "~", "null", "''", "' '", "done", "free", "fcfs", "mutex", "{}", "[]", "[ yield ]",
        "{ fcfs: {} }", "{ round-robin: 1ns }", "{ semaphore: 3 }",
        "{ exponential: 2ms }", "{ constant: -1ms }", "{ choice: { of: [ 1ms ], weights: [ 0 ] } }",
        "{ normal: { mean: 1, sigma: 1e28 } }", "{ pareto: { minimum: 1ns, shape: 1e-28 } }",
        "{ from: 1, to: 9, times: 3 }", "{ from: 0, to: 1e28, step: 1e-28 }", "{ from: 3, to: 1, step: -1 }",
        "$workers", "$policy", "$n", "${n * 2}", "${1 / 0}", "$nothing", "$$n", "$",
        "repeat: 3", "do", "count", "program", "use", "sweep", "run", "spawn", "lock", "with", "compute", "exit: 1",
        "per-cpu", "{ per-cpu: { balance: 1ns } }", "{ count: 4, per-core: 2, speed: 0.5 }", "cpus", "smt-speed: 0.5",
        "nice: 3", "tickets: 7", "affinity: [ 0, 1 ]", "{ periodic: 7ms }", "deadline: 1ns", "{ fifo: 50 }", "group",
        "groups", "machine", "parameters", "expect", "locks", "metric", "timeline",
        ": ", "- ", ", ", "[ ", " ]", "{ ", " }", "\n", "\n  ", "\n      ", "#", "'", "\"", "\t", "\0", "é", "&a ",
        "*a", "!t ", "<<: ",
    ];

    readonly RandomBelow random = new(Seed);

    [Fact]
    public void Tokens_in_the_wrong_place_never_surprise() => Mutate(1_000, text =>
    {
        for (var edits = 1 + random.Next(3); edits > 0; edits--)
        {
            var at = random.Next(text.Length + 1);
            var end = Math.Min(text.Length, at + random.Next(3) * random.Next(12));
            text = text[..at] + Tokens[random.Next(Tokens.Length)] + text[end..];
        }
        return Encoding.UTF8.GetBytes(text);
    });

    [Fact]
    public void Words_in_the_place_of_others_never_surprise() => Mutate(1_000, text =>
    {
        var words = text.Split(' ');
        for (var edits = 1 + random.Next(3); edits > 0; edits--)
            words[random.Next(words.Length)] = random.Next(3) switch
            {
                0 => words[random.Next(words.Length)],
                1 => Tokens[random.Next(Tokens.Length)],
                _ => "",
            };
        return Encoding.UTF8.GetBytes(string.Join(' ', words));
    });

    [Fact]
    public void Lines_in_the_wrong_place_never_surprise() => Mutate(500, text =>
    {
        var lines = text.Split('\n').ToList();
        for (var edits = 1 + random.Next(4); edits > 0; edits--)
        {
            var line = lines[random.Next(lines.Count)];
            if (random.Next(2) == 0) lines.Remove(line);
            lines.Insert(random.Next(lines.Count + 1),
                random.Next(3) == 0 ? "  " + line : random.Next(2) == 0 ? line.TrimStart() : line);
        }
        return Encoding.UTF8.GetBytes(string.Join('\n', lines));
    });

    [Fact]
    public void Bytes_in_the_wrong_place_never_surprise() => Mutate(500, text =>
    {
        var bytes = Encoding.UTF8.GetBytes(text + " ");
        for (var edits = 1 + random.Next(3); edits > 0; edits--)
            bytes[random.Next(bytes.Length)] =
                (byte)(random.Next(4) == 0 ? random.Next(256) : 32 + random.Next(95));
        return bytes[..(random.Next(5) == 0 ? random.Next(bytes.Length + 1) : bytes.Length)];
    });

    void Mutate(int times, Func<string, byte[]> mutate)
    {
        using var workspace = new Workspace();
        var texts = Files.Select(File.ReadAllText).ToList();
        for (var i = 0; i < times * Scale; i++)
        {
            var bytes = mutate(texts[random.Next(texts.Count)]);
            try
            {
                File.WriteAllBytes(workspace["s.yaml"], bytes);
                Check(workspace["s.yaml"], Encoding.UTF8.GetString(bytes).Split('\n'));
            }
            catch (Exception surprise)
            {
                throw new InvalidOperationException(
                    $"scenario {i} of seed {Seed}:\n{Encoding.UTF8.GetString(bytes)}", surprise);
            }
        }
    }

    static void Check(string path, string[] lines)
    {
        var diagnostics = new Diagnostics("s.yaml");
        var scenario = new ScenarioLoader(Catalog).With<Chart>("charts").Load(path, diagnostics);
        (scenario is null).ShouldBe(diagnostics.HasErrors, "refused without a reason, or read in spite of one");
        foreach (var one in diagnostics.All)
        {
            one.Place.Line.ShouldBeInRange(1, lines.Length);
            one.Place.Column.ShouldBeInRange(1, lines[one.Place.Line - 1].Length + 1);
            one.Render("s.yaml").ShouldNotContain('\n');
        }
        scenario?.At(scenario.BasePoint)(new Simulation());
    }

    sealed class RandomBelow(ulong seed)
    {
        RandomStream state = new(seed);

        public int Next(int limit) => (int)(state.NextBits() % (ulong)limit);
    }
}
