using Timeslice.Kernel.Locks;

namespace Timeslice.Kernel.Programs;

/// <summary>
/// Lays operations down one after the other and gives out the words of memory that they need per thread.
/// </summary>
public sealed class Assembler
{
    readonly List<Operation> code = [];
    readonly Dictionary<string, int> joins = [], spans = [], groups = [];
    readonly Dictionary<string, SourceLine> awaited = [];
    readonly HashSet<string> begun = [];
    readonly List<int> unnamed = [];
    readonly List<Scope> scopes = [];
    readonly Subroutines subroutines = new();

    /// <summary>Where the next step will stand.</summary>
    public int Position => code.Count;

    internal int FrameSize { get; private set; }

    /// <summary>Lays down one step.</summary>
    public void Add(Operation step) => code.Add(step);

    /// <summary>Lays down one step that is a part of another, whose place in the scenario it shares.</summary>
    public void Add(Operation part, Operation whole)
    {
        part.Source = whole.Source;
        code.Add(part);
    }

    /// <summary>Lays down an operation that may come to nothing, of which a variable is told.</summary>
    internal void AddTold(Operation operation, VariableReference? @as)
    {
        code.Add(operation);
        if (@as is { } variable) Add(new StoreOutcome(variable.Number), operation);
    }

    /// <summary>The lock that is meant from here on, whatever becomes of the variables of its index.</summary>
    internal LockReference<T> Fix<T>(LockReference<T> name, Operation whole) where T : class
    {
        if (name.Index is null) return name;
        var slot = Slot();
        Add(new FixedIndex(name.Index, slot), whole);
        return name with { Index = new FixedIndex.Value(slot) };
    }

    /// <summary>Lays down whole operations, which lay down their parts.</summary>
    public void Add(IReadOnlyList<Operation> operations)
    {
        foreach (var operation in operations) operation.Assemble(this);
    }

    /// <summary>What stands next can be gone to by this label.</summary>
    public void Place(Label label) => label.Position = Position;

    /// <summary>Lays down a step that goes on at a label.</summary>
    public void GoTo(Label label, Operation whole) => Add(new GoTo(label, Position), whole);

    /// <summary>Lays down a step that goes on at a label unless a condition holds.</summary>
    public void GoToUnless(Formula condition, Label label, Operation whole) =>
        Add(new GoToUnless(condition, label, Position), whole);

    /// <summary>Lays down the body of a loop.</summary>
    /// <param name="next">Where its next turn begins, for <c>continue</c>.</param>
    /// <param name="end">Behind the loop, for <c>break</c>.</param>
    public void AddLoop(IReadOnlyList<Operation> body, Label next, Label end) => AddIn(new(next, end, null), body);

    /// <summary>
    /// Lays down what must not be left without something being done, which whatever jumps out of it does first.
    /// </summary>
    /// <param name="leave">Lays down what is to be done; not called for the way out at the end.</param>
    public void AddGuarded(IReadOnlyList<Operation> body, Action<Assembler> leave) =>
        AddIn(new(null, null, leave), body);

    /// <summary>Lays down a jump out of the innermost loop, or to its next turn.</summary>
    /// <exception cref="ProgramRefused">There is no loop.</exception>
    internal void Leave(Operation whole, string word, bool toNext)
    {
        for (var i = scopes.Count - 1; i >= 0; i--)
        {
            var (next, end, leave) = scopes[i];
            leave?.Invoke(this);
            if (next is null) continue;
            GoTo(toNext ? next : end!, whole);
            return;
        }
        throw new ProgramRefused(whole.Source,
            $"`{word}` stands in no loop", "put it into a `repeat`, `forever` or `while`");
    }

    /// <summary>Lays down a call of another program, which is laid down once behind this one.</summary>
    /// <exception cref="ProgramRefused">Too many programs are called.</exception>
    internal void Call(Program called, Operation whole) =>
        Add(new Enter(subroutines.Of(called, whole, Slot), Position), whole);

    /// <summary>The word that leads back from the program that is laid down; none from the first.</summary>
    internal int Frame { get; private set; } = Subroutine.NoFrame;

    bool sharesStack;

    /// <summary>In the program that is laid down, a child may run on the stack of its parent.</summary>
    internal void SharesStack() => sharesStack = true;

    /// <summary>Lays down a way out of the program.</summary>
    internal void Return(Operation whole, int status)
    {
        for (var i = scopes.Count - 1; i >= 0; i--) scopes[i].Leave?.Invoke(this);
        AddReturn(status, whole);
    }

    /// <summary>Lays down a system call that may fail, of which a variable is told; else a failure ends the
    /// run.</summary>
    internal void AddCall(Operation call, Operation whole, VariableReference? @as)
    {
        Add(call, whole);
        if (@as is { } variable) Add(new StoreAnswer(variable.Number), whole);
        else if (!KeepsAnswers) Add(new RefuseFailure(whole.GetType().Name.ToLowerInvariant()), whole);
    }

    /// <summary>Lays down a call that returns twice, and what parent and child do alone.</summary>
    /// <param name="step">The call, with the place where the child goes on.</param>
    /// <param name="ending">How a child ends that has done what it alone does; <c>exit</c> when null.</param>
    internal void Fork(Operation whole, Func<Label, int, Operation> step, IReadOnlyList<Operation>? child,
        IReadOnlyList<Operation>? parent, VariableReference? @as, Operation? ending = null)
    {
        var (childs, end) = (new Label(), new Label());
        Add(step(childs, Position), whole);
        Add(new AfterFork(isTold: @as is not null), whole);
        if (@as is { } variable) Add(new StoreAnswer(variable.Number), whole);
        if (parent is not null) Add(parent);
        if (child is not null)
        {
            GoTo(end, whole);
            Place(childs);
            Add(child);
            Add(ending ?? new Exit(), whole);
        }
        else Place(childs);
        Place(end);
    }

    /// <summary>A word of the thread's memory, 0 at first, for this operation alone.</summary>
    public int Slot() => FrameSize++;

    /// <summary>A word of the thread's memory for the join of this name.</summary>
    public int JoinSlot(string name) => SlotOf(joins, name);

    /// <summary>A word of the thread's memory for the span of this name.</summary>
    public int SpanSlot(string name) => SlotOf(spans, name);

    internal int[] JoinSlots => [.. joins.Values.Order()];

    /// <summary>A word of the thread's memory for the coroutines that are started under this name, or that stand in
    /// one operation.</summary>
    internal int StartedSlot(string? name)
    {
        if (name is not null)
        {
            begun.Add(name);
            return SlotOf(groups, name);
        }
        unnamed.Add(Slot());
        return unnamed[^1];
    }

    /// <summary>The same for who refers to those; some operation must start them.</summary>
    internal int AwaitedSlot(string name, Operation by)
    {
        awaited.TryAdd(name, by.Source);
        return SlotOf(groups, name);
    }

    internal int[] GroupSlots => [.. groups.Values.Concat(unnamed).Order()];

    /// <summary>What system calls answer is not looked at: who started this will.</summary>
    internal bool KeepsAnswers { get; set; }

    /// <summary>Lays down that a coroutine which is to end leaves the program here.</summary>
    internal void LeaveIfCancelled(Operation whole)
    {
        var on = new Label();
        Add(new GoToUnlessCancelled(on, Position), whole);
        Return(whole, status: 0);
        Place(on);
    }

    /// <summary>All steps of a program and of those that it calls.</summary>
    /// <exception cref="ProgramRefused">It is none that can be executed.</exception>
    internal Operation[] Assemble(Program program, IReadOnlyList<Operation> operations)
    {
        subroutines.Current = program;
        Add(operations);
        AddReturn(status: 0);
        while (subroutines.TryNext(out var called))
        {
            Place(called.Entry);
            (Frame, sharesStack) = (called.Slot, false);
            Add(called.Program.Seal());
            AddReturn(status: 0);
        }
        foreach (var (name, at) in awaited)
            if (!begun.Contains(name))
                throw new ProgramRefused(at, $"nothing is started under the name {name}",
                    begun.Count == 0 ? "give an `async` or `submit` of this program `as`"
                        : $"this program starts: {string.Join(", ", begun.Order(StringComparer.Ordinal))}");
        return [.. code];
    }

    void AddReturn(int status, Operation? whole = null)
    {
        Operation step = Frame == Subroutine.NoFrame ? new EndThread(status)
            : sharesStack ? new GoBackUnruined(Frame) : new GoBack(Frame);
        if (whole is null) Add(step);
        else Add(step, whole);
    }

    void AddIn(Scope scope, IReadOnlyList<Operation> body)
    {
        scopes.Add(scope);
        Add(body);
        scopes.RemoveAt(scopes.Count - 1);
    }

    int SlotOf(Dictionary<string, int> slots, string name) =>
        slots.TryGetValue(name, out var slot) ? slot : slots[name] = Slot();

    // Of a loop the labels; of a guarded part what must be done on the way out.
    readonly record struct Scope(Label? Next, Label? End, Action<Assembler>? Leave);
}
