namespace Timeslice.Experiments.Output;

/// <summary>A file could not be written: which, and why.</summary>
public sealed class OutputException(string message, Exception? inner = null) : Exception(message, inner);
