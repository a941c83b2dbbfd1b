using Timeslice.Language.Syntax;

namespace Timeslice.Language.Binding;

/// <summary>A checked choice, made anew for each run, because what is made keeps the state of a run.</summary>
public sealed class Made<T>
{
    readonly Chosen chosen;

    internal Made(Chosen chosen, Place place) => (this.chosen, Place) = (chosen, place);

    /// <summary>Where the scenario makes the choice.</summary>
    public Place Place { get; }

    public string Kind => chosen.Kind.Name;
    public T Create() => (T)chosen.Create();
}
