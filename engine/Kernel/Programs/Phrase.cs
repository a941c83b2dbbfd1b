namespace Timeslice.Kernel.Programs;

/// <summary>A text with numbers in it that a program works out.</summary>
/// <param name="parts">Texts, and formulas between them.</param>
public sealed class Phrase(params IReadOnlyList<(string Text, Formula? Formula)> parts)
{
    public static implicit operator Phrase(string text) => new((text, null));

    /// <summary>The text for a thread, at this instant; null where nobody reads it.</summary>
    /// <exception cref="Des.RunStopped">What a formula refuses, whoever reads.</exception>
    internal string? Say(Machine machine, int thread)
    {
        var said = machine.Log is null ? null : new System.Text.StringBuilder();
        foreach (var (text, formula) in parts)
        {
            said?.Append(text);
            if (formula?.Evaluate(machine, thread) is { } value) said?.Append(value);
        }
        return said?.ToString();
    }
}
