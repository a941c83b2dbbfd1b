using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Timeslice.Language.Syntax;

/// <summary>The parser's events, one by one: counted, and every failure of the parser told with its place.</summary>
sealed class EventReader
{
    /// <summary>The stream and the document nest too.</summary>
    const int Depth = Limits.Depth + 2;

    readonly SourceText source;
    readonly Diagnostics diagnostics;
    readonly KeyStack path;
    readonly Scanner scanner;
    readonly Parser parser;
    readonly Stack<Place> open = new();
    int count;

    public EventReader(SourceText source, Diagnostics diagnostics, KeyStack path)
    {
        (this.source, this.diagnostics, this.path) = (source, diagnostics, path);
        scanner = new(new StringReader(source.Text), skipComments: true);
        parser = new(scanner);
    }

    public ParsingEvent Current => parser.Current!;

    /// <summary>Where the current event starts; what is missing at the end of the text may start behind it.</summary>
    public Place Start => Current.Start.Index < source.Text.Length
        ? new((int)Current.Start.Line, (int)Current.Start.Column)
        : source.Inside(Current.Start.Line, Current.Start.Column);

    /// <summary>Whether the current node is written with this bracket, not by indentation.</summary>
    public bool StartsWith(char bracket) =>
        Current.Start.Index < source.Text.Length && source.Text[(int)Current.Start.Index] == bracket;

    /// <exception cref="ReadingStopped">There is no next event: the text breaks YAML, or a limit.</exception>
    public ParsingEvent Next()
    {
        Advance();
        if (++count > Limits.Events)
            throw Stop(Start, $"the file has more than {Limits.Events} values", "split the scenario");
        if (Current.NestingIncrease > 0) open.Push(Start);
        if (Current.NestingIncrease < 0) open.Pop();
        if (open.Count > Depth)
            throw Stop(Start, $"lists and maps nested more than {Limits.Depth} deep", "write it flatter");
        return Current;
    }

    public ReadingStopped Stop(Place place, string message, string? hint)
    {
        diagnostics.Error(place, path.ToString(), message, hint);
        return new();
    }

    /// <summary>The parser's events make no tree.</summary>
    public ReadingStopped Broken() => Broken(source.Inside(Current.Start.Line, Current.Start.Column), "no tree");

    void Advance()
    {
        try
        {
            if (parser.MoveNext()) return;
        }
        catch (YamlException broken)
        {
            throw Broken(source.Inside(broken.Start.Line, broken.Start.Column), broken.Message);
        }
        // Not only YamlException: `!<>`, `!!+*`, `: {\rR` and others make the parser throw from its own depths.
        catch (Exception broken) when (broken is not OutOfMemoryException)
        {
            throw Broken(Here, broken.Message);
        }
        throw Broken();
    }

    Place Here => source.Inside(scanner.CurrentPosition.Line, scanner.CurrentPosition.Column);

    ReadingStopped Broken(Place place, string problem)
    {
        var (message, hint) = SyntaxProblem.Explain(problem, source[place], open.Count > 0 ? open.Peek() : Place.Start);
        return Stop(place, message, hint);
    }
}
