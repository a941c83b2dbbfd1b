using Timeslice.Des;

namespace Timeslice.Kernel.Programs;

/// <summary>One of several things that a thread may do.</summary>
/// <param name="Weight">How likely it is beside the others, from 0: twice the weight, twice as often.</param>
/// <param name="Do">What is done.</param>
public sealed record Alternative(double Weight, IReadOnlyList<Operation> Do);

/// <summary>Does one of several things, drawn anew each time. Takes no time.</summary>
/// <param name="among">What it draws from: a list of <c>{weight: 3, do: […]}</c>.</param>
public sealed class Choose(IReadOnlyList<Alternative> among) : CompositeOperation
{
    readonly double[] cumulated = Cumulated(among);

    internal override Duration? WorstCpuTime => WorstCpuTimes.WorstOf([.. among.Select(one => one.Do)]);

    protected internal override void Assemble(Assembler code)
    {
        var end = new Label();
        var labels = among.Select(_ => new Label()).ToArray();
        code.Add(new Draw(cumulated, labels, code.Position), this);
        foreach (var (one, label) in among.Zip(labels))
        {
            code.Place(label);
            code.Add(one.Do);
            code.GoTo(end, this);
        }
        code.Place(end);
    }

    static double[] Cumulated(IReadOnlyList<Alternative> among)
    {
        if (among.Count == 0) throw new ArgumentException("must name at least one alternative", nameof(among));
        foreach (var (weight, _) in among)
            if (!(weight >= 0)) throw new ArgumentException($"has a weight below 0: {weight}", nameof(among));
        var (sum, total) = (0.0, among.Sum(one => one.Weight));
        if (!(total > 0 && double.IsFinite(total)))
            throw new ArgumentException("must have weights that are not all 0", nameof(among));
        // Added up in the same order, the last is exactly 1, and so are those of weight 0 before it.
        return [.. among.Select(one => (sum += one.Weight) / total)];
    }

    sealed class Draw(double[] cumulated, Label[] labels, int at) : Operation
    {
        internal override bool IsFlow => true;

        protected internal override Flow Execute(Machine machine, int thread)
        {
            var u = machine.Random(thread).NextUniform();
            var i = 0;
            while (cumulated[i] <= u) i++;
            return machine.Jump(thread, labels[i].Position - at - 1);
        }
    }
}
