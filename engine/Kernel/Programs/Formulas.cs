namespace Timeslice.Kernel.Programs;

/// <summary>A number that never changes.</summary>
sealed class Number(long value) : Formula
{
    protected internal override long Evaluate(Machine machine, int thread) => value;
    public override string ToString() => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>What a variable is worth.</summary>
sealed class VariableValue(VariableReference variable) : Formula
{
    internal override bool IsOwn => variable.IsOfThread;
    protected internal override long Evaluate(Machine machine, int thread) => machine.Read(thread, variable.Number);
    public override string ToString() => variable.Name;
}

/// <summary>The number of the thread within its class.</summary>
sealed class OwnNumber : Formula
{
    protected internal override long Evaluate(Machine machine, int thread) => machine.Threads.Lives[thread].Serial;
    public override string ToString() => "self";
}

/// <summary>Two numbers and what is done with them: checked, so that it may refuse.</summary>
sealed class Calculation(string sign, Func<long, long, long> operation, Formula left, Formula right) : Formula
{
    internal override IReadOnlyList<Formula> Parts { get; } = [left, right];

    protected internal override long Evaluate(Machine machine, int thread)
    {
        var (a, b) = (left.Evaluate(machine, thread), right.Evaluate(machine, thread));
        try
        {
            return operation(a, b);
        }
        catch (ArithmeticException problem)
        {
            var why = problem is DivideByZeroException ? "divides by zero" : "goes beyond 64 bits";
            throw machine.Refuse(thread, $"works out {this}, which {why}: {a} {sign} {b}");
        }
    }

    public override string ToString() =>
        char.IsLetter(sign[0]) ? $"{sign}({left}, {right})" : $"{Side(left)} {sign} {Side(right)}";

    static string Side(Formula side) => side.Parts.Count > 0 ? $"({side})" : $"{side}";
}

/// <summary><c>and</c> and <c>or</c>: the right side counts only if the left side leaves it open.</summary>
/// <param name="open">Whether the left side leaves it open when it holds.</param>
sealed class Conjunction(string word, bool open, Formula left, Formula right) : Formula
{
    internal override IReadOnlyList<Formula> Parts { get; } = [left, right];

    protected internal override long Evaluate(Machine machine, int thread)
    {
        if (left.Evaluate(machine, thread) != 0 != open) return open ? 0 : 1;
        return right.Evaluate(machine, thread) != 0 ? 1 : 0;
    }

    public override string ToString() => $"{Side(left)} {word} {Side(right)}";

    static string Side(Formula side) => side is Conjunction ? $"({side})" : $"{side}";
}

/// <summary>What holds when something else does not.</summary>
sealed class Negation(Formula whole) : Formula
{
    internal override IReadOnlyList<Formula> Parts { get; } = [whole];
    protected internal override long Evaluate(Machine machine, int thread) =>
        whole.Evaluate(machine, thread) == 0 ? 1 : 0;
    public override string ToString() => $"not ({whole})";
}
