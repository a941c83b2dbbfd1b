using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Channels.Naming;
using Timeslice.Kernel.Locks;

namespace Timeslice.Language.Binding;

/// <summary>What a scenario has declared of one kind: its locks, its channels.</summary>
/// <param name="word">What one is called: <c>lock</c>; the section is called <c>locks</c>.</param>
/// <param name="reference">The type by which programs name one, still open to what they ask of it.</param>
/// <param name="mentions">Keeps who refers to which.</param>
/// <param name="deeds">What can be asked of one, and how messages say that it cannot be.</param>
sealed class Declarations(
    string word, Type reference, Mentions mentions, params (Type Asked, string Done)[] deeds)
{
    public static Declarations OfLocks(Mentions mentions) => new("lock", typeof(LockReference<>), mentions,
        (typeof(ISharable), "read-locked"), (typeof(ILockable), "locked"),
        (typeof(IWaitable), "waited at"), (typeof(IArrivable), "arrived at"));

    public static Declarations OfChannels(Mentions mentions) => new(
        "channel", typeof(ChannelReference<>), mentions,
        (typeof(IReadable), "read from"), (typeof(IWritable), "written to"), (typeof(ISendable), "sent to"),
        (typeof(IReceivable), "received from"), (typeof(IRemovable), "removed"),
        (typeof(IConnectable), "connected to"), (typeof(IPollable), "polled"), (typeof(ISyncable), "synced"),
        (typeof(SharedMemory), "attached"));

    public string Word => word;
    public string Section => $"{word}s";

    /// <summary>The sections in which they are declared, for messages; devices are named like channels.</summary>
    public string Sections { get; set; } = $"`{word}s` names:";
    public Dictionary<string, DeclaredName> Known { get; } = [];

    /// <summary>Those that something refers to.</summary>
    public HashSet<string> Used { get; } = [];

    /// <summary>What one of them refers to is read from now on.</summary>
    public void Begin(string name) => mentions.Begin(word, name);

    public void Use(string name)
    {
        Used.Add(name);
        mentions.Add(word, name);
    }

    /// <summary>Whether values of a type name one.</summary>
    public bool Reference(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == reference;

    /// <summary>What is done with what is asked for: <c>locked</c>; null where it is a kind.</summary>
    public string? Done(Type asked) => deeds.FirstOrDefault(deed => deed.Asked == asked).Done;
}
