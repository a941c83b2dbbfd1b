using System.Text;
using Timeslice.Kernel;
using Timeslice.Language.Binding;

namespace Timeslice.Cli;

/// <summary>The reference of the scenario language, written from the catalog.</summary>
static class ReferencePage
{
    const string Beginning = """
        # The scenario language

        This page is written by `timeslice list --markdown` from the same classes that read scenarios. A scenario is
        YAML, read strictly: what is not listed here is refused, with file, line, column and the fix.

        - A choice is `kind`, or `kind: {options}`; a bare value stands for the first option: `{exponential: 2ms}` is
          `{exponential: {mean: 2ms}}`. Options of an operation may stand beside it: `- repeat: 3` with `do: […]` below.
        - Quantities carry units: `ns us ms s min h`, `B KiB MiB GiB TiB KB MB GB TB`, `/s /ms /min`, `%`. In a program
          a duration or a count may be a distribution.
        - `$name` is a parameter, `${2 * $name}` an expression: `+ - * / %`, comparisons, `and or not`,
          `min max abs round floor ceil`, `'text'`. Units are checked; a `-` after a name needs spaces around it.
        - An expectation is an expression that must hold at every point. A metric in it stands for its mean over the
          replications; `kitchen.wait` is `lock.kitchen.wait.mean`.

        ## Sections

        | key | default | meaning |
        |---|---|---|
        | `timeslice` | required | The version of the language: `1`. |
        | `title` | the file's name | The question that the scenario answers; the title of its charts. |
        | `about` | none | What a reader should know. |
        | `parameters` | none | Names and values, for `$name`; `--set NAME=VALUE` changes one. |
        | `machine.cpus` | `1` | 1 to 4096. |
        | `machine.scheduler` | required | The policy, one of the schedulers below. |
        | `machine.costs` | `free` | What the kernel costs: a profile, or `{profile: free, thread-switch: 1us}`. |
        | `machine.max-threads` | `1048576` | The most threads alive, 1 to 4194304; beyond it the run ends. |
        | `locks` | none | Names and locks. |
        | `programs` | none | Names and lists of operations, for `spawn` and `use`. |
        | `processes` | required | Names and processes, each with its `threads` by name. |
        | `processes.….threads.….count` | `1` | How many. |
        | `processes.….threads.….start` | `0s` | When each comes into being; may be a distribution. |
        | `processes.….threads.….program` | this or `use` | The list of operations that each thread executes. |
        | `processes.….threads.….use` | this or `program` | One of the `programs`, by name. |
        | `run.until` | `done` | When a run ends: a duration, or `done`, when all threads have exited. |
        | `run.warmup` | `0s` | What happens before is not counted. |
        | `run.replications` | `1` | Independent runs of each point. |
        | `run.seed` | `42` | Of all random numbers, 0 to 2^64 − 1. |
        | `run.max-events` | `1000000000` | A run stops here at the latest. |
        | `sweep` | none | Parameters with lists, `{from, to, step}` or `{from, to, times}`: all combinations. |
        | `metrics` | the usual | Metrics for the table on the terminal; the files have all. |
        | `charts` | timeline, utilization | The charts that are drawn. |
        | `expect` | none | Expressions that must hold, or the exit code is 1. |

        ## Cost profiles

        | profile | thread switch | process switch | system call | lock operation | thread creation |
        |---|---|---|---|---|---|

        """;

    public static string Of(Catalog catalog)
    {
        var page = new StringBuilder(Beginning);
        foreach (var costs in CostProfiles.All)
            page.Append($"| `{costs.Name}` | {costs.ThreadSwitch} | {costs.ProcessSwitch} | {costs.SystemCall} | ")
                .Append($"{costs.LockOperation} | {costs.ThreadCreate} |\n");
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
