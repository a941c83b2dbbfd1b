namespace Timeslice.Kernel.Processes;

/// <summary>
/// On whose behalf a process acts: that decides which named channels it may use, and to whom it may send signals.
/// Children inherit it.
/// </summary>
public sealed class Credentials
{
    const string Superuser = "root";

    /// <summary>May everything.</summary>
    public static readonly Credentials Root = new();

    /// <param name="user">Its user; left out, <c>root</c>, who may everything.</param>
    /// <param name="groups">
    /// The groups that its user is in: what it makes belongs to the first. None when left out.
    /// </param>
    public Credentials(string user = Superuser, IReadOnlyList<string>? groups = null)
    {
        if (user.Length == 0) throw new ArgumentOutOfRangeException(nameof(user), user, "must not be empty");
        (User, Groups) = (user, [.. groups ?? []]);
    }

    public string User { get; }
    public IReadOnlyList<string> Groups { get; }
    public bool IsRoot => User == Superuser;

    /// <summary>Whether its processes may send signals to those of another: kill(2).</summary>
    internal bool MaySignal(Credentials other) => IsRoot || User == other.User;
}
