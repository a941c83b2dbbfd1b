using Timeslice.Kernel.Processes;

namespace Timeslice.Kernel.Channels.Naming;

/// <summary>
/// How a channel is declared that stands in the kernel by a name or by a key, and how what stands there is made, found
/// and removed. One for each such channel, whatever its kind.
/// </summary>
/// <remarks>mq_open(3), msgget(2), and their kin: they differ in what they make, not in how they find it.</remarks>
sealed class NamePlate<T> where T : KernelObject
{
    readonly Key key;
    readonly bool exists;
    readonly Ownership declared;
    readonly Permissions ofMade;
    Standing standing = new();
    Channel? of;
    Func<Ownership, T>? make;

    /// <param name="exists">Whether it is there from the start.</param>
    /// <param name="owner">Whose it is then.</param>
    /// <param name="mode">
    /// Who may use it. Left out, everybody one that is there from the start and that nobody was said to own; else its
    /// owner alone.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">What is said makes no sense.</exception>
    public NamePlate(string? key, bool exists, string? owner, string? group, string? mode)
    {
        (this.key, this.exists) = (Key.Of(key), exists);
        if (!exists && owner is not null)
            throw new ArgumentOutOfRangeException(nameof(owner), owner, "is not there yet: it will be its maker's");
        if (!exists && group is not null)
            throw new ArgumentOutOfRangeException(nameof(group), group, "is not there yet: it will be its maker's first");
        if (mode is not null && !Permissions.TryParse(mode, out ofMade))
            throw new ArgumentOutOfRangeException(nameof(mode), mode, Permissions.Form);
        if (mode is null) ofMade = exists && owner is null ? Permissions.OfAll : Permissions.OfOwner;
        declared = new(owner ?? Credentials.Root.User, group, ofMade);
    }

    /// <summary>What stands there now; null where there is nothing.</summary>
    public T? Present => (T?)standing.Object;

    /// <summary>The channel is in a machine now. The first that is declared with a key makes what stands behind
    /// it.</summary>
    public void Attach(Channel channel, Func<Ownership, T> making)
    {
        (of, make) = (channel, making);
        if (key.Number is { } number) standing = channel.Machine.KernelNames.Behind(typeof(T), number);
        if (exists && !key.IsPrivate) standing.Object ??= making(declared);
    }

    /// <summary>Finds what stands there for a thread, or makes it; answers why it cannot.</summary>
    /// <param name="use">What the thread wants to do with it; null: permissions are asked when it does.</param>
    /// <param name="fits">Whether what stands there is such as the thread asks for.</param>
    public Errno? Open(int thread, in Opening how, Use? use, out T? found, Func<T, bool>? fits = null)
    {
        found = Present;
        var who = of!.Machine.ProcessOf(thread).Credentials;
        if (key.IsPrivate || found is null)
        {
            if (!key.IsPrivate && !how.Create) return Errno.NoEntry;
            standing.Object = found = make!(new(who.User, who.Groups.Count > 0 ? who.Groups[0] : null, ofMade));
            return null;
        }
        if (how is { Create: true, Exclusive: true }) return Errno.Exists;
        if (fits?.Invoke(found) == false) return Errno.Invalid;
        if (use is not { } asked || found.Owned.Lets(who, asked)) return null;
        of.CountRefusal();
        return Errno.Access;
    }

    /// <summary>Removes something that was made here; answers why it cannot.</summary>
    /// <param name="notOwner">What those are told to whom it does not belong.</param>
    public Errno? Remove(int thread, T? it, Errno notOwner)
    {
        if (it is null || it.IsRemoved) return Errno.NoEntry;
        if (!it.Owned.IsOf(of!.Machine.ProcessOf(thread).Credentials))
        {
            of.CountRefusal();
            return notOwner;
        }
        if (standing.Object == it) standing.Object = null;
        it.Remove();
        return null;
    }
}
