namespace Timeslice.Language.Expressions;

/// <summary>A part of an expression that has a value.</summary>
abstract class Term(params IReadOnlyList<Term> parts)
{
    public IReadOnlyList<Term> Parts => parts;

    /// <summary>How deep the parts are nested: evaluation recurses as deep.</summary>
    public int Depth { get; } = 1 + parts.Select(part => part.Depth).DefaultIfEmpty().Max();

    public virtual IEnumerable<string> Names => parts.SelectMany(part => part.Names);

    public abstract Value In(Scope scope);
}
