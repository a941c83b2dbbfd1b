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
            return await InvokeAsync(arguments);
        }
        catch (OutputException problem)
        {
            return Say(problem.Message, ExitCode.OutputFailed);
        }
        catch (IOException)
        {
            // The reader of our output has gone: nobody is left to be told.
            return (int)ExitCode.OutputFailed;
        }
        catch (OperationCanceledException)
        {
            return Say("interrupted; nothing was written", ExitCode.Interrupted);
        }
        catch (Exception bug)
        {
            return Say($"this is a bug of ours, not of your scenario; please report it with the scenario and the seed:\n{bug}", ExitCode.OurBug);
        }
    }

    static async Task<int> InvokeAsync(string[] arguments)
    {
        var root = new RootCommand("Simulates operating-system concurrency: scenarios in YAML become tables, timelines and comparison charts.")
        {
            RunCommand.Create(), ValidateCommand.Create(), ListCommand.Create(),
        };
        var parsed = root.Parse(arguments);
        // Exceptions are this program's own business, and so is Ctrl-C within half a second.
        var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false };
        if (parsed.Action is not ParseErrorAction refused) return await parsed.InvokeAsync(configuration);
        refused.ShowHelp = false;
        configuration.Output = Console.Error;
        await parsed.InvokeAsync(configuration);
        return Say("see `timeslice --help`", ExitCode.InputRefused);
    }

    static int Say(string what, ExitCode code)
    {
        Console.Error.WriteLine($"timeslice: {what}");
        return (int)code;
    }
}
