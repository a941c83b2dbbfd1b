using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel.Clients;
using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;
using Timeslice.Kernel.Signals;
using Timeslice.Language.Expressions;
using Timeslice.Language.Quantities;
using Timeslice.Language.Syntax;

namespace Timeslice.Language.Binding;

/// <summary>Turns nodes into values of the types that constructors ask for; what does not fit is reported,
/// and null.</summary>
sealed class Binder
{
    const string WorkedOut =
        "in the run, only conditions, values of variables, `repeat`, indexes of locks and `log` are worked out";

    readonly Catalog catalog;
    readonly Diagnostics diagnostics;
    readonly Choices choices;
    readonly CpuSets cpuSets;
    readonly Formulas formulas;
    readonly References locks, channels;
    readonly SignalNames signals;
    readonly Names names;

    public Binder(Catalog catalog, Names names, Diagnostics diagnostics)
    {
        (this.catalog, this.names, this.diagnostics) = (catalog, names, diagnostics);
        choices = new(catalog, this, diagnostics);
        Scalars = new(names, diagnostics);
        cpuSets = new(names, Scalars, diagnostics);
        formulas = new(names, Scalars, diagnostics);
        locks = new(names.Locks, Scalars, formulas, diagnostics);
        channels = new(names.Channels, Scalars, formulas, diagnostics);
        signals = new(names, this, formulas, diagnostics);
    }

    public Scalars Scalars { get; }

    /// <summary>A value of <paramref name="type"/>; null after an error has been reported.</summary>
    /// <param name="quantity">What quantities measure here: the values of a distribution of durations are
    /// durations.</param>
    public object? Value(Type type, Node node, string path, Dimension quantity = Dimension.Number)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (diagnostics.Explains(node)) return null;
        if (node is ScalarNode { IsEmpty: true }) return Refuse(node, path, Wording.Wanted(type, quantity));
        if (type == typeof(Times)) return Times(node, path);
        if (type == typeof(Size)) return Size(node, path);
        if (type == typeof(Formula)) return formulas.Read(node, path);
        if (type == typeof(Phrase)) return formulas.Phrase(node, path);
        if (type == typeof(VariableReference)) return formulas.Variable(node, path);
        if (names.Locks.Reference(type)) return locks.Read(type, node, path);
        if (names.Channels.Reference(type)) return channels.Read(type, node, path);
        if (type == typeof(ProcessReference)) return signals.ProcessMeant(node, path);
        if (node is Pending) return Refuse(node, path, Wording.Wanted(type, quantity), WorkedOut);
        if (type == typeof(RandomDuration)) return Duration(node, path);
        if (type == typeof(RandomCount)) return Count(node, path);
        if (type == typeof(Alternative)) return Whole<Alternative>(catalog.Alternative, node, path);
        if (type == typeof(Retries)) return Whole<Retries>(catalog.Retries, node, path);
        if (type == typeof(RetryBudget)) return Whole<RetryBudget>(catalog.RetryBudget, node, path);
        if (type == typeof(RecordedArrivals) && node is ScalarNode file)
            return new Scenarios.TraceReader(file, path, diagnostics).Read(file.Text);
        if (type == typeof(Intensity) && node is ScalarNode rate) return Rate(rate, path);
        if (type == typeof(Kernel.Servers.Keeping))
            return Whole<Kernel.Servers.Keeping>(catalog.Keeping, node, path);
        if (type == typeof(Restart)) return Whole<Restart>(catalog.Restart, node, path);
        if (type == typeof(Distribution)) return Distribution(node, path, quantity);
        if (type == typeof(IReadOnlyList<Operation>)) return Program(node, path);
        if (type == typeof(Reaction)) return signals.ReactionGiven(node, path);
        if (type == typeof(Signal) && node is ScalarNode signal) return signals.SignalNamed(signal, path);
        if (type == typeof(CpuSet)) return cpuSets.Read(node, path);
        if (type == typeof(Operation)) return Operation(node, path);
        if (type == typeof(Awaited)) return Awaited(node, path);
        if (type == typeof(Routine)) return Routine(node, path);
        if (catalog.IsFamily(type)) return choices.Read(type, node, path, quantity)?.Create();
        if (Lists.ItemType(type) is { } item) return List(item, node, path, quantity);
        return node is ScalarNode scalar ? Scalars.Value(type, scalar, path, quantity)
            : Refuse(node, path, Wording.Wanted(type, quantity));
    }

    /// <summary>The kind that a choice names, whatever is wrong with its options; null where it names none.</summary>
    public Kind? KindOf<T>(Node node) => choices.KindOf(typeof(T), node);

    /// <summary>A checked choice of a family: <c>kind</c> or <c>kind: {options}</c>.</summary>
    public Made<T>? Made<T>(Node node, string path) =>
        choices.Read(typeof(T), node, path, Dimension.Number) is { } chosen ? new(chosen, node.Place) : null;

    /// <summary>What stands in a section that is read as a whole; null after an error has been reported.</summary>
    /// <param name="name">What the scenario calls it, where it has a name.</param>
    public T? Whole<T>(Kind kind, Node node, string path, string? name = null) where T : class =>
        new OptionsReader(kind, node, path, Dimension.Number, this, diagnostics).Read(node, []) is { } chosen
            ? (T)kind.Create(chosen.Options, name) : null;

    /// <summary>The same, made anew for each run, because it keeps the state of a run.</summary>
    public Func<T>? Maker<T>(Kind kind, Node node, string path, string name) where T : class =>
        new OptionsReader(kind, node, path, Dimension.Number, this, diagnostics).Read(node, []) is { } chosen
            ? () => (T)kind.Create(chosen.Options, name) : null;

    /// <summary>A list of operations, each knowing its place in the file.</summary>
    public IReadOnlyList<Operation>? Program(Node node, string path)
    {
        if (diagnostics.Explains(node)) return null;
        if (node is not ListNode list)
        {
            Refuse(node, path, "a list of operations", "write each operation after `- `");
            return null;
        }
        var operations = new List<Operation>();
        for (var i = 0; i < list.Items.Count; i++)
        {
            if (Operation(list.Items[i], KeyPath.Of(path, i)) is { } operation) operations.Add(operation);
        }
        return operations.Count == list.Items.Count ? operations : null;
    }

    Operation? Operation(Node node, string path)
    {
        if (choices.Read(typeof(Operation), node, path, Dimension.Number) is not { } chosen) return null;
        var operation = (Operation)chosen.Create();
        operation.Source = new(diagnostics.File, node.Place.Line, node.Place.Column);
        if (operation is IUsesMemory && !names.HasMemory) RefuseMemory(node, path);
        names.IsExitUsed |= operation is Exit;
        return operation;
    }

    /// <summary>What is awaited: what was started under a name, or an operation.</summary>
    Awaited? Awaited(Node node, string path) =>
        node is ScalarNode { Text: var name } && name != Kebab.Of(nameof(Yield)) ? new(name)
            : Operation(node, path) is { } operation ? new(operation) : null;

    /// <summary>A program by its name, or one that is written where it is started.</summary>
    Routine? Routine(Node node, string path)
    {
        if (node is ListNode) return Program(node, path) is { } written ? new("coroutine", written) : null;
        if (node is not ScalarNode)
            return (Routine?)Refuse(node, path, Wording.Wanted(typeof(Routine), Dimension.Number));
        return (Program?)Value(typeof(Program), node, path) is { } named ? new(named, IsNamed: true) : null;
    }

    /// <summary>Of what has no meaning where memory is not modelled.</summary>
    public void RefuseMemory(Node node, string path) => diagnostics.Error(node.Place, path,
        "the machine has no memory that could be used", "give it some: `machine: {memory: 2GiB}`");

    /// <summary>One that is always the same.</summary>
    Intensity? Rate(ScalarNode node, string path)
    {
        if (Scalars.Amount(node, path, Dimension.Rate) is not { } rate) return null;
        if (rate > 0) return new Steady(new((double)rate));
        diagnostics.Error(node.Place, path, $"{Excerpt.Of(node.Text)} is not above 0", "nothing would ever come");
        return null;
    }

    RandomDuration? Duration(Node node, string path)
    {
        if (node is ScalarNode scalar) return Scalars.Duration(scalar, path) is { } time ? (RandomDuration?)time : null;
        return Drawn(node, path, Dimension.Duration) is { } drawn ? (RandomDuration?)drawn : null;
    }

    RandomCount? Count(Node node, string path)
    {
        if (node is ScalarNode scalar)
            return Scalars.Whole(scalar, path, 0, long.MaxValue) is { } count ? (RandomCount?)(long)count : null;
        return Drawn(node, path, Dimension.Number) is { } drawn ? (RandomCount?)drawn : null;
    }

    Times? Times(Node node, string path)
    {
        if (node is Pending) return formulas.Read(node, path) is { } formula ? (Times?)formula : null;
        return Count(node, path) is { } count ? (Times?)count : null;
    }

    Size? Size(Node node, string path)
    {
        if (node is Pending) return formulas.Read(node, path) is { } formula ? (Size?)formula : null;
        if (node is ScalarNode scalar) return Scalars.Bytes(scalar, path) is { } bytes ? (Size?)bytes : null;
        return Drawn(node, path, Dimension.Bytes) is { } drawn ? (Size?)(RandomCount)drawn : null;
    }

    /// <summary>Single draws below 0 count as 0; where the mean is below 0, that is not what was meant.</summary>
    Distribution? Drawn(Node node, string path, Dimension dimension)
    {
        if (Distribution(node, path, dimension) is not { } drawn) return null;
        if (!(drawn.Mean < 0)) return drawn;
        var what = dimension switch
        {
            Dimension.Duration => "a duration",
            Dimension.Bytes => "a size",
            _ => "a count",
        };
        diagnostics.Error(
            node.Place, path, $"{Excerpt.Of(node.ToFlow())} has a mean below 0", $"{what} is 0 or above");
        return null;
    }

    Distribution? Distribution(Node node, string path, Dimension dimension) => node is not ScalarNode scalar
        ? (Distribution?)choices.Read(typeof(Distribution), node, path, dimension)?.Create()
        : Scalars.Amount(scalar, path, dimension) is { } amount ? new Des.Distributions.Constant((double)amount)
        : null;

    object? List(Type item, Node node, string path, Dimension quantity)
    {
        if (node is not ListNode list)
            return Refuse(node, path, "a list", $"write it in brackets: [{Excerpt.Cut(node.ToFlow())}]");
        var values = Array.CreateInstance(item, list.Items.Count);
        var fits = true;
        for (var i = 0; i < list.Items.Count; i++)
        {
            if (Value(item, list.Items[i], KeyPath.Of(path, i), quantity) is { } value) values.SetValue(value, i);
            else fits = false;
        }
        return fits ? values : null;
    }

    object? Refuse(Node node, string path, string needed, string? hint = null)
    {
        diagnostics.Error(node.Place, path, Wording.Mismatch(node, needed), hint);
        return null;
    }
}
