namespace Timeslice.Kernel.Programs;

/// <summary>
/// A whole number that a program works out as it runs: of constants, variables and the thread's own number.
/// </summary>
/// <remarks>
/// 64 bits, checked. A division truncates. What is compared or negated is worth 1 when it holds and 0 when not; any
/// number but 0 counts as true.
/// </remarks>
public abstract class Formula
{
    /// <summary>The number of the thread within its class, from 1.</summary>
    public static Formula Self { get; } = new OwnNumber();

    /// <summary>Its value for a thread, at this instant.</summary>
    /// <exception cref="Des.RunStopped">An overflow, or a division by zero.</exception>
    protected internal abstract long Evaluate(Machine machine, int thread);

    /// <summary>Made of nothing but what the thread alone can change: it may be worked out early.</summary>
    internal virtual bool IsOwn => Parts.All(part => part.IsOwn);

    /// <summary>What it is made of.</summary>
    internal virtual IReadOnlyList<Formula> Parts => [];

    /// <summary>The variables in it and the thread's number with their values, for messages: nobody is told.</summary>
    internal string Values(Machine machine, int thread) => string.Join(", ", Leaves()
        .Where(leaf => leaf is not Number).DistinctBy(leaf => leaf.ToString())
        .Select(leaf => $"{leaf} is {machine.Quietly(thread, leaf)}"));

    IEnumerable<Formula> Leaves() => Parts.Count == 0 ? [this] : Parts.SelectMany(part => part.Leaves());

    public static implicit operator Formula(long value) => new Number(value);
    public static implicit operator Formula(VariableReference variable) => new VariableValue(variable);
    public static implicit operator Formula(Variable variable) => new VariableValue(variable);

    public static Formula operator +(Formula a, Formula b) => new Calculation("+", (x, y) => checked(x + y), a, b);
    public static Formula operator -(Formula a, Formula b) => new Calculation("-", (x, y) => checked(x - y), a, b);
    public static Formula operator *(Formula a, Formula b) => new Calculation("*", (x, y) => checked(x * y), a, b);
    public static Formula operator /(Formula a, Formula b) => new Calculation("/", (x, y) => x / y, a, b);

    // The processor refuses the least number by −1, though nothing remains.
    public static Formula operator %(Formula a, Formula b) =>
        new Calculation("%", (x, y) => y == -1 ? 0 : x % y, a, b);

    public static Formula operator -(Formula a) => 0 - a;
    public static Formula operator <(Formula a, Formula b) => new Calculation("<", (x, y) => x < y ? 1 : 0, a, b);
    public static Formula operator >(Formula a, Formula b) => new Calculation(">", (x, y) => x > y ? 1 : 0, a, b);
    public static Formula operator <=(Formula a, Formula b) => new Calculation("<=", (x, y) => x <= y ? 1 : 0, a, b);
    public static Formula operator >=(Formula a, Formula b) => new Calculation(">=", (x, y) => x >= y ? 1 : 0, a, b);
    public static Formula Equal(Formula a, Formula b) => new Calculation("==", (x, y) => x == y ? 1 : 0, a, b);
    public static Formula Unequal(Formula a, Formula b) => new Calculation("!=", (x, y) => x != y ? 1 : 0, a, b);

    /// <summary>Both hold; the second is looked at only if the first does.</summary>
    public static Formula operator &(Formula a, Formula b) => new Conjunction("and", true, a, b);

    /// <summary>At least one holds; the second is looked at only if the first does not.</summary>
    public static Formula operator |(Formula a, Formula b) => new Conjunction("or", false, a, b);
    public static Formula operator !(Formula a) => new Negation(a);

    public static Formula Min(Formula a, Formula b) => new Calculation("min", Math.Min, a, b);
    public static Formula Max(Formula a, Formula b) => new Calculation("max", Math.Max, a, b);
    public static Formula Abs(Formula a) => Max(a, -a);
}
