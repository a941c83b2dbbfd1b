namespace Timeslice.Language.Binding;

/// <summary>A kind with options that its constructor has accepted.</summary>
sealed record Chosen(Kind Kind, object?[] Options)
{
    public object Create() => Kind.Create(Options);
}
