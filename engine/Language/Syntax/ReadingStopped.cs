namespace Timeslice.Language.Syntax;

/// <summary>The text cannot be read any further; why is already among the diagnostics.</summary>
sealed class ReadingStopped : Exception;
