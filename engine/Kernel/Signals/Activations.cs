namespace Timeslice.Kernel.Signals;

/// <summary>The handlers that threads execute at present, by number from 1; places are used again.</summary>
sealed class Activations
{
    Activation[] items = new Activation[4];
    int used = 1, free;

    public int Count { get; private set; }

    public ref readonly Activation this[int number] => ref items[number];

    public int Add(in Activation added)
    {
        Count++;
        var number = free;
        if (number != 0) free = items[number].Below;
        else
        {
            number = used++;
            if (number == items.Length) Array.Resize(ref items, number * 2);
        }
        items[number] = added;
        return number;
    }

    public Activation Take(int number)
    {
        Count--;
        var taken = items[number];
        items[number] = new(free, null!, 0, 0, 0, default, default, default, default);
        free = number;
        return taken;
    }
}
