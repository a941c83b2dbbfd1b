using System.Collections;

namespace Timeslice.Kernel.Coroutines;

/// <summary>Coroutines in order of arrival, linked through themselves, of which any may leave.</summary>
/// <param name="isOfGroup">They belong to a group; else to a loop.</param>
sealed class CoroutineList(bool isOfGroup) : IEnumerable<Coroutine>
{
    Coroutine? first, last;

    public int Count { get; private set; }

    public void Add(Coroutine added)
    {
        In(added).Before = last;
        if (last is null) first = added;
        else In(last).Behind = added;
        last = added;
        Count++;
    }

    public void Remove(Coroutine removed)
    {
        var (before, behind) = (In(removed).Before, In(removed).Behind);
        if (before is null) first = behind;
        else In(before).Behind = behind;
        if (behind is null) last = before;
        else In(behind).Before = before;
        In(removed) = default;
        Count--;
    }

    public IEnumerator<Coroutine> GetEnumerator()
    {
        for (var one = first; one is not null; one = In(one).Behind) yield return one;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    ref Neighbours In(Coroutine one) => ref isOfGroup ? ref one.InGroup : ref one.InLoop;

    /// <summary>Those beside one.</summary>
    public struct Neighbours
    {
        public Coroutine? Before, Behind;
    }
}
