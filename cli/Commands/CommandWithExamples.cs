using System.CommandLine;

namespace Timeslice.Cli.Commands;

/// <summary>A command whose help ends with examples of its use.</summary>
sealed class CommandWithExamples(string name, string summary, params string[] examples) : Command(name, summary)
{
    public IReadOnlyList<string> Examples => examples;
}
