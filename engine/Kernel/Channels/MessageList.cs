namespace Timeslice.Kernel.Channels;

/// <summary>Messages in the order in which they are due, linked by places in an array that only grows.</summary>
struct MessageList()
{
    /// <summary>Before the first and behind the last.</summary>
    public const int None = -1;

    (Message Message, int Before, int Behind)[] places = new (Message, int, int)[4];
    int last = None, free = None, used;

    public int Count { get; private set; }
    public long Bytes { get; private set; }
    public int First { get; private set; } = None;

    public readonly Message this[int place] => places[place].Message;

    /// <summary>The place of the next.</summary>
    public readonly int Behind(int place) => places[place].Behind;

    /// <summary>Behind all others.</summary>
    public void Add(in Message message) => Insert(message, last);

    /// <summary>Behind those of the same rank or a higher one, before all others.</summary>
    public void AddByRank(in Message message)
    {
        var before = last;
        while (before != None && places[before].Message.Rank < message.Rank) before = places[before].Before;
        Insert(message, before);
    }

    public Message Take(int place)
    {
        var (message, before, behind) = places[place];
        if (before == None) First = behind;
        else places[before].Behind = behind;
        if (behind == None) last = before;
        else places[behind].Before = before;
        (places[place].Behind, free) = (free, place);
        Count--;
        Bytes -= message.Bytes;
        return message;
    }

    void Insert(in Message message, int before)
    {
        var place = FreePlace();
        var behind = before == None ? First : places[before].Behind;
        places[place] = (message, before, behind);
        if (before == None) First = place;
        else places[before].Behind = place;
        if (behind == None) last = place;
        else places[behind].Before = place;
        Count++;
        Bytes += message.Bytes;
    }

    int FreePlace()
    {
        if (free is not None and var place)
        {
            free = places[place].Behind;
            return place;
        }
        if (used == places.Length) Array.Resize(ref places, used * 2);
        return used++;
    }
}
