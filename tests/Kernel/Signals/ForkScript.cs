using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Signals;

namespace Timeslice.Tests.Kernel.Signals;

/// <summary>What one process does, and those that it forks: each deed after a time of computing.</summary>
sealed class Actor(string name)
{
    public string Name => name;
    public List<(long After, Deed Deed)> Deeds { get; } = [];

    /// <summary>The notation of OSTEP's homework: <c>a+b</c>, a forks b; <c>c-</c>, c exits. One a
    /// millisecond.</summary>
    public static Actor Parse(string script)
    {
        var (all, since) = (new Dictionary<string, Actor>(), new Dictionary<string, int>());
        var words = script.Split(',', StringSplitOptions.TrimEntries);
        foreach (var (i, word) in words.Index())
        {
            var one = all.TryGetValue(word[..1], out var known) ? known : all[word[..1]] = new(word[..1]);
            Actor? child = word[1] == '+' ? all[word[2..]] = new(word[2..]) : null;
            one.Deeds.Add(((i + 1 - since.GetValueOrDefault(one.Name)) * 1_000_000L,
                child is null ? new(What.Exit) : new(What.Fork) { Child = child }));
            since[one.Name] = i + 1;
            if (child is not null) since[child.Name] = i + 1;
        }
        foreach (var one in all.Values)
            one.Deeds.Add(((words.Length + 1 - since.GetValueOrDefault(one.Name)) * 1_000_000L, new(What.Exit)));
        return all.Values.First();
    }

    public Operation[] Operations(Variable r) =>
        [.. Deeds.SelectMany(deed => new[] { new Compute(new Duration(deed.After)) }.Concat(Operations(deed.Deed, r)))];

    IEnumerable<Operation> Operations(Deed deed, Variable r) => deed.What switch
    {
        What.Fork => [new Fork([.. deed.Child!.Operations(r)], name: deed.Child.Name)],
        What.Exit => [new Exit(deed.Number)],
        What.Wait => [new WaitChild(noHang: true, @as: r), Tell(r)],
        What.Kill => [new Kill((Formula)deed.Number, deed.Signal, @as: r), Tell(r)],
        What.KillGroup => [new Kill(null, deed.Signal, (Formula)deed.Number, r), Tell(r)],
        What.Block => [new Mask(block: [deed.Signal]), Tell(null)],
        What.Unblock => [new Mask(unblock: [deed.Signal]), Tell(null)],
        What.Handle => [new OnSignal(deed.Signal, new Reaction([new Log($"{deed.Signal}")])), Tell(null)],
        What.Ignore => [new OnSignal(deed.Signal, Reaction.Ignore), Tell(null)],
        What.Default => [new OnSignal(deed.Signal, Reaction.Default), Tell(null)],
        _ => [new SetGroup(), Tell(null)],
    };

    static Log Tell(Variable? r) => new(r is null ? "done" : new Phrase(("", r)));
}

enum What { Fork, Exit, Wait, Kill, KillGroup, Block, Unblock, Handle, Ignore, Default, Group }

sealed record Deed(What What, int Number = 0, Signal Signal = Signal.None)
{
    public Actor? Child { get; init; }
}
