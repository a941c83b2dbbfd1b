using Timeslice.Kernel.Processes;

namespace Timeslice.Kernel.Channels.Naming;

/// <summary>Whose something is, and who may use it.</summary>
/// <param name="Group">The group that it belongs to; null: none.</param>
sealed record Ownership(string Owner, string? Group, Permissions Permissions)
{
    /// <summary>
    /// Whether somebody may: as its owner, else as one of its group, else as one of the others, and by that alone, even
    /// where another would be allowed more. Root may everything.
    /// </summary>
    /// <remarks>POSIX.1-2017, 4.5, "File access permissions".</remarks>
    public bool Lets(Credentials who, Use use) => who.IsRoot || Permissions.Allow(ClassOf(who), use);

    /// <summary>Whether it is theirs to remove.</summary>
    public bool IsOf(Credentials who) => who.IsRoot || who.User == Owner;

    Permissions.Class ClassOf(Credentials who) =>
        who.User == Owner ? Permissions.Class.Owner
        : Group is not null && who.Groups.Contains(Group) ? Permissions.Class.Group
        : Permissions.Class.Others;
}
