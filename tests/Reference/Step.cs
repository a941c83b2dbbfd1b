namespace Timeslice.Tests.Reference;

/// What a step of a small scenario does.
enum Verb
{
    Compute, Sleep, Yield, Lock, Unlock, Repeat, Spawn, Join, Exit,
    With, TryLock, ReadLock, WriteLock, Wait, Notify, NotifyAll, Arrive, Once, ReadAgain,

    // Only inside the reference: what begins and ends those that have a body.
    Begin, End,
}

/// One step: its number (nanoseconds, turns), what it is about (a lock, the name of a join), and the steps inside it.
sealed record Step(Verb Verb, int Number = 0, int Of = 0, params Step[] Body)
{
    public static Step Compute(int ns) => new(Verb.Compute, ns);
    public static Step Sleep(int ns) => new(Verb.Sleep, ns);
    public static Step Yield() => new(Verb.Yield);
    public static Step Lock(int which) => new(Verb.Lock, 0, which);
    public static Step Unlock(int which) => new(Verb.Unlock, 0, which);
    public static Step Repeat(int times, params Step[] body) => new(Verb.Repeat, times, 0, body);
    public static Step Spawn(int name, params Step[] body) => new(Verb.Spawn, 0, name, body);
    public static Step Join(int name) => new(Verb.Join, 0, name);
    public static Step Exit() => new(Verb.Exit);
    public static Step With(int which, params Step[] body) => new(Verb.With, 0, which, body);
    public static Step TryLock(int which, params Step[] body) => new(Verb.TryLock, 0, which, body);
    public static Step ReadLock(int which) => new(Verb.ReadLock, 0, which);
    public static Step WriteLock(int which) => new(Verb.WriteLock, 0, which);
    public static Step Wait(int which) => new(Verb.Wait, 0, which);
    public static Step Notify(int which) => new(Verb.Notify, 0, which);
    public static Step NotifyAll(int which) => new(Verb.NotifyAll, 0, which);
    public static Step Arrive(int which) => new(Verb.Arrive, 0, which);
    public static Step Once(int which, params Step[] body) => new(Verb.Once, 0, which, body);

    /// Reads under a sequence lock, until nobody has written meanwhile.
    public static Step ReadAgain(int which, params Step[] body) => new(Verb.ReadAgain, 0, which, body);

    /// How long it waits at most; for ever without.
    public int? Timeout { get; init; }

    /// What is done where it did not get what it waited for.
    public Step[] Else { get; init; } = [];

    public Step Or(int timeout, params Step[] otherwise) => this with { Timeout = timeout, Else = otherwise };

    /// As C#, to be pasted into a test.
    public override string ToString() => Verb switch
    {
        Verb.Compute or Verb.Sleep => $"{Verb}({Number})",
        Verb.Repeat => Call($"{Number}", Body),
        Verb.Yield or Verb.Exit => $"{Verb}()",
        _ => Call($"{Of}", Body) + Otherwise,
    };

    string Otherwise => Timeout is null && Else.Length == 0 ? "" : "." + Call("Or", $"{Timeout ?? 0}", Else);

    string Call(string first, Step[] others) => Call($"{Verb}", first, others);

    static string Call(string name, string first, Step[] others) =>
        $"{name}({string.Join(", ", others.Select(s => $"{s}").Prepend(first))})";
}
