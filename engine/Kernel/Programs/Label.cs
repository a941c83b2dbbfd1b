namespace Timeslice.Kernel.Programs;

/// <summary>A place in a program that steps can name before it is known.</summary>
public sealed class Label
{
    internal int Position { get; set; }
}
