namespace Timeslice.Kernel.Programs;

/// <summary>Where something was written: line and column from 1; line 0 means that it was written in code.</summary>
public readonly record struct SourceLine(string? File, int Line, int Column)
{
    public override string ToString() => Line == 0 ? "" : $"{File}:{Line}:{Column}";
}
