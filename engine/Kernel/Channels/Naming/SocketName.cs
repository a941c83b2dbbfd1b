using Timeslice.Kernel.Processes;

namespace Timeslice.Kernel.Channels.Naming;

/// <summary>
/// The name of a local socket in the file system: who is bound to it makes it, and it outlives him until it is removed.
/// </summary>
/// <remarks>
/// unix(7), unlink(2), and for whose it is systemd.socket(5): SocketUser, SocketGroup, SocketMode. Linux asks the
/// permissions of the directory too, to make a name or to remove it; there are no directories here, so everybody may
/// make one, and its owner and root may remove it.
/// </remarks>
sealed class SocketName
{
    readonly string? owner, group;
    readonly Permissions ofMade = Permissions.OfAll;

    // Null where there is none.
    Ownership? standing;

    SocketName(string? owner, string? group, string? mode)
    {
        (this.owner, this.group) = (owner, group);
        if (mode is not null && !Permissions.TryParse(mode, out ofMade))
            throw new ArgumentOutOfRangeException(nameof(mode), mode, Permissions.Form);
    }

    /// <summary>That of a socket; null where nothing was said of whose it is: then it has none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">What is said makes no sense.</exception>
    public static SocketName? Of(SocketFamily family, string? owner, string? group, string? mode)
    {
        if (owner is null && group is null && mode is null) return null;
        if (family == SocketFamily.Local) return new(owner, group, mode);
        var (option, given) = owner is not null ? (nameof(owner), owner)
            : group is not null ? (nameof(group), group) : (nameof(mode), mode);
        throw new ArgumentOutOfRangeException(option, given, "is of local sockets: those of the network are anybody's");
    }

    /// <summary>Somebody is bound to it; answers why he is not.</summary>
    public Errno? Make(Credentials who)
    {
        if (standing is not null) return Errno.AddressInUse;
        standing = new(owner ?? who.User, group ?? (who.Groups.Count > 0 ? who.Groups[0] : null), ofMade);
        return null;
    }

    /// <summary>Why somebody cannot reach by it who is bound to it; null where he can.</summary>
    public Errno? WhyNotReached(Credentials who) =>
        standing is null ? Errno.NoEntry : standing.Lets(who, Use.Writing) ? null : Errno.Access;

    /// <summary>Somebody removes it; answers why it stays.</summary>
    public Errno? Remove(Credentials who)
    {
        if (standing is null) return Errno.NoEntry;
        if (!standing.IsOf(who)) return Errno.Access;
        standing = null;
        return null;
    }
}
