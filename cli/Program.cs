using System.CommandLine;
using System.CommandLine.Invocation;
using Timeslice.Cli.Commands;
using Timeslice.Experiments.Output;

namespace Timeslice.Cli;

/// <summary>The command <c>timeslice</c>.</summary>
static class Program
{
    static async Task<int> Main(string[] arguments)
    {
        try
        {
            // Whatever the locale: tables have ± and scenarios have names in any script.
            if (Console.IsOutputRedirected) Console.OutputEncoding = new System.Text.UTF8Encoding();
            return await InvokeAsync(arguments);
        }
        catch (OutputException problem)
        {
            return Say(problem.Message, ExitCode.OutputFailed);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // Files have their own errors: this is standard output, closed or on a full disk.
            return Say($"standard output cannot be written: {problem.Message}", ExitCode.OutputFailed);
        }
        catch (OperationCanceledException)
        {
            return Say("interrupted; nothing was written", ExitCode.Interrupted);
        }
        catch (Exception bug)
        {
            return Say("this is a bug of ours, not of your scenario; "
                + $"please report it with the scenario and the seed:\n{bug}", ExitCode.OurBug);
        }
    }

    static async Task<int> InvokeAsync(string[] arguments)
    {
        var root = new RootCommand(
            "Simulates operating-system concurrency: scenarios in YAML become tables, timelines and comparison charts.")
        {
            RunCommand.Create(), ValidateCommand.Create(), ListCommand.Create(),
        };
        HelpWithExamples.AddTo(root);
        var parsed = root.Parse(arguments);
        var configuration = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            // Ctrl-C stops a run within one event; drawing a chart may take longer. After this nothing is tidied up.
            ProcessTerminationTimeout = TimeSpan.FromSeconds(10),
        };
        if (parsed.Action is not ParseErrorAction refused) return await parsed.InvokeAsync(configuration);
        refused.ShowHelp = false;
        configuration.Output = Console.Error;
        await parsed.InvokeAsync(configuration);
        return Say("see `timeslice --help`", ExitCode.InputRefused);
    }

    static int Say(string what, ExitCode code)
    {
        try { Console.Error.WriteLine($"timeslice: {what}"); }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException) { /* Nobody listens. */ }
        return (int)code;
    }
}
