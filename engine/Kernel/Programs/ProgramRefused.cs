namespace Timeslice.Kernel.Programs;

/// <summary>A program says what cannot be executed.</summary>
public sealed class ProgramRefused(SourceLine source, string what, string hint)
    : ArgumentException($"{(source.Line == 0 ? "" : $"{source}: ")}{what}; {hint}")
{
    /// <summary>Where.</summary>
    public SourceLine At => source;

    /// <summary>What is wrong with it.</summary>
    public string What => what;

    /// <summary>How to mend it.</summary>
    public string Hint => hint;
}
