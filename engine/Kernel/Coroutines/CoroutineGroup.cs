namespace Timeslice.Kernel.Coroutines;

/// <summary>Coroutines that one has started under a name, and may await together.</summary>
/// <param name="number">By which programs know it.</param>
sealed class CoroutineGroup(int number)
{
    public int Number => number;

    public CoroutineList Members { get; } = new(isOfGroup: true);

    /// <summary>How many have ever belonged to it.</summary>
    public int Started { get; set; }

    /// <summary>Which of them ended first, from 1; 0: none has.</summary>
    public int First { get; set; }

    /// <summary>What the last that has ended left behind.</summary>
    public long Result { get; set; }

    /// <summary>Who waits for it; null: nobody does.</summary>
    public Coroutine? Waiter { get; set; }

    /// <summary>Who waits is content with the first that ends.</summary>
    public bool IsRace { get; set; }

    /// <summary>Who started them is over, or done with them.</summary>
    public bool IsAbandoned { get; set; }

    /// <summary>What is waited for has come.</summary>
    public bool IsDone => Members.Count == 0 || IsRace && First > 0;

    /// <summary>For another use.</summary>
    public void Renew() => (Started, First, Result, Waiter, IsRace, IsAbandoned) = (0, 0, 0, null, false, false);
}
