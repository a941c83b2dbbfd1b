namespace Timeslice.Language.Syntax;

/// <summary>Whether a scenario can still be run.</summary>
public enum Severity { Warning, Error }
