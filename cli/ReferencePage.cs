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
        - Quantities carry units: `ns us ms s min h`, `B KiB MiB GiB TiB KB MB GB TB`, `/s /ms /min`,
          `B/s KiB/s MiB/s GiB/s TiB/s KB/s MB/s GB/s TB/s Kbit/s Mbit/s Gbit/s`, `%`. In a program a duration, a size
          or a count may be a distribution.
        - `$name` is a parameter, `${2 * $name}` an expression: `+ - * / %`, comparisons, `and or not`,
          `min max abs round floor ceil`, `'text'`. Units are checked; a `-` after a name needs spaces around it.
        - In a program, `$counter` and `${counter + 1}` may name variables, which get their values in the run, and
          `self`, the number of the thread in its kind, from 1. They are whole numbers of 64 bits: `/` truncates, what
          holds is 1, and what goes beyond ends the run. So may the index of a lock: `fork[$self]`,
          `fork[${self % 5 + 1}]`. Inside braces or brackets of YAML, write all of these in quotes.
        - An expectation is an expression that must hold at every point. A metric in it stands for its mean over the
          replications; `kitchen.wait` is `lock.kitchen.wait.mean`.

        ## Sections

        | key | default | meaning |
        |---|---|---|
        | `timeslice` | required | The version of the language: `1`. |
        | `title` | the file's name | The question that the scenario answers; the title of its charts. |
        | `about` | none | What a reader should know. |
        | `parameters` | none | Names and values, for `$name`; `--set NAME=VALUE` changes one. |
        | `machine.cpus` | `1` | How many, 1 to 4096; or what they are like (below), in a list where they differ. |
        | `machine.smt-speed` | `1` | The share of its speed, up to 1, that a CPU has beside a busy sibling. |
        | `machine.scheduler` | required | The policy, one of the schedulers below. |
        | `machine.queues` | `global` | One run queue for all CPUs or one for each: one of the queues below. |
        | `machine.costs` | `free` | What the kernel costs: a profile, or `{profile: free, thread-switch: 1us}`. |
        | `machine.memory` | none | How much memory there is, or a map (below); without it, none is modelled. |
        | `machine.power` | none | What a CPU draws, in watts; without it, energy is not measured. |
        | `machine.max-threads` | `1048576` | The most threads alive, 1 to 4194304; beyond it the run ends. |
        | `machine.max-processes` | `32768` | The most processes, zombies included; beyond it `fork` fails. |
        | `machine.max-pid` | `4194304` | The largest process number; after it, free ones are given again from 2 on. |
        | `machines` | none | In place of `machine`: names, and for each the same as for `machine`. |
        | `network` | at once | What lies between them: what all links are like (below), and `links` that differ. |
        | `network.links` | none | Names of two machines, `client-server`, and what their link is like, both ways. |
        | `variables` | none | Names and what they are worth at first, see below; programs read and write them. |
        | `locks` | none | Names and locks; `fork[5]: mutex` declares an array, `fork[1]` to `fork[5]`. |
        | `channels` | none | Names and channels, what processes talk through; arrays as with locks. |
        | `devices` | none | Names and devices, read and written as channels are; arrays as with locks. |
        | `programs` | none | Names and lists of operations, for `spawn` and `use`. |
        | `groups` | none | Names and groups, for threads that share as one. |
        | `servers` | none | Names and servers, see below; each is a process, and an address to which others connect. |
        | `servers.….on` | the only machine | One of the `machines`. |
        | `servers.….…` | none | What all its threads may claim, and on whose behalf it acts, as with processes. |
        | `processes` | or `servers` | Names and processes, each with a `main` program, `threads` by name, or both. |
        | `processes.….main` | or `threads` | The program, or the name of one, with whose return the process ends. |
        | `processes.….restart` | never | When it is started again after its end, see below. |
        | `processes.….on` | the only machine | One of the `machines`; all have the same locks, each its own. |
        | `processes.….…` | none | What all its threads may claim, see below; what a thread says itself comes first. |
        | `processes.….coroutines` | `many-to-one` | On which threads its coroutines run: one of the models below. |
        | `processes.….memory` | `0B` | Its image, program and data, where the machine has memory. |
        | `processes.….threads.….count` | `1` | How many. |
        | `processes.….threads.….start` | `0s` | When each comes into being; may be a distribution. |
        | `processes.….threads.….program` | this or `use` | The list of operations that each thread executes. |
        | `processes.….threads.….use` | this or `program` | One of the `programs`, by name. |
        | `processes.….threads.….…` | none | What it may claim from the scheduler, see below. |
        | `balancers` | none | Names and what clients ask in place of a server: `among` which, by which `policy`. |
        | `clients` | none | Names and who asks servers from outside, see below. |
        | `detect` | none | What is looked for in every run: a list of the detectors below; `findings.KIND` counts. |
        | `run.until` | `done` | When a run ends: a duration, or `done`, when all threads have exited. |
        | `run.warmup` | `0s` | What happens before is not counted. |
        | `run.replications` | `1` | Independent runs of each point. |
        | `run.seed` | `42` | Of all random numbers, 0 to 2^64 − 1. |
        | `run.max-events` | `1000000000` | A run stops here at the latest. |
        | `sweep` | none | Parameters with lists, `{from, to, step}` or `{from, to, times}`: all combinations. |
        | `metrics` | the usual | Metrics for the table on the terminal; the files have all. |
        | `charts` | timeline, utilization | The charts that are drawn. |
        | `expect` | none | Expressions that must hold, or the exit code is 1. |

        """;

    public static string Of(Catalog catalog)
    {
        var page = new StringBuilder(Beginning);
        foreach (var section in catalog.Sections)
            if (section == catalog.Costs) WriteCosts(page, section);
            else Write(page, section.Path, section.Summary, section.Options, $"{section.Path}.");
        foreach (var family in catalog.Families)
        {
            var plural = Plural.Of(family);
            page.Append($"\n## {char.ToUpperInvariant(plural[0])}{plural[1..]}\n");
            foreach (var kind in catalog.Kinds(family)) Write(page, kind.Name, kind.Summary, kind.Options);
        }
        return page.ToString();
    }

    static void Write(
        StringBuilder page, string name, string summary, IReadOnlyList<Option> options, string prefix = "")
    {
        page.Append($"\n### `{name}`\n\n{summary}\n");
        if (options.Count == 0) return;
        page.Append($"\n| {(prefix.Length > 0 ? "key" : "option")} | default | meaning |\n|---|---|---|\n");
        foreach (var option in options)
            page.Append($"| `{prefix}{option.Name}` | {Default(option)} | {option.Summary} |\n");
    }

    /// <summary>With what each profile has.</summary>
    static void WriteCosts(StringBuilder page, Section costs)
    {
        var profiles = CostProfiles.All;
        page.Append($"\n### `{costs.Path}`\n\n{costs.Summary}\n\n")
            .Append($"| key | {string.Join(" | ", profiles.Select(one => $"`{one.Name}`"))} | meaning |\n")
            .Append($"|---|{string.Concat(profiles.Select(_ => "---|"))}---|\n");
        foreach (var option in costs.Options)
            page.Append($"| `{costs.Path}.{option.Name}` | {string.Join(" | ", profiles.Select(option.ValueIn))} ")
                .Append($"| {option.Summary} |\n");
    }

    static string Default(Option option) =>
        option.IsRequired ? "required" : option.Default is { } value ? $"`{value}`" : "none";
}
