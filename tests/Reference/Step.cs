namespace Timeslice.Tests.Reference;

/// What a step of a small scenario does.
enum Verb { Compute, Sleep, Yield, Lock, Unlock, Repeat, Spawn, Join, Exit }

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

    /// As C#, to be pasted into a test.
    public override string ToString() => Verb switch
    {
        Verb.Compute or Verb.Sleep => $"{Verb}({Number})",
        Verb.Lock or Verb.Unlock or Verb.Join => $"{Verb}({Of})",
        Verb.Repeat => $"Repeat({string.Join(", ", Body.Select(s => $"{s}").Prepend($"{Number}"))})",
        Verb.Spawn => $"Spawn({string.Join(", ", Body.Select(s => $"{s}").Prepend($"{Of}"))})",
        _ => $"{Verb}()",
    };
}
