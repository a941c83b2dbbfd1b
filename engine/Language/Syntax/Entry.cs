namespace Timeslice.Language.Syntax;

/// <summary>One key of a map and its value.</summary>
public readonly record struct Entry(string Key, Place KeyPlace, Node Value);
