using System.Diagnostics.CodeAnalysis;

namespace Timeslice.Kernel.Channels.Naming;

/// <summary>
/// Who may read and write something, as <c>ls -l</c> writes it: <c>rw-r-----</c> for its owner, its group, all others.
/// </summary>
/// <remarks>To receive is to read, to send is to write. There is nothing here that could be executed.</remarks>
public readonly record struct Permissions
{
    /// <summary>The letters that may stand at each place, a dash apart.</summary>
    const string Letters = "rw-rw-rw-";

    /// <summary>How many places there are for each: the owner, the group, the others.</summary>
    const int PlacesOfEach = 3;

    readonly int bits;

    Permissions(int bits) => this.bits = bits;

    /// <summary>Its owner alone may do anything: <c>rw-------</c>.</summary>
    public static readonly Permissions OfOwner = Parse("rw-------");

    /// <summary>Everybody may: <c>rw-rw-rw-</c>.</summary>
    public static readonly Permissions OfAll = Parse(Letters);

    /// <exception cref="FormatException">It is not written like <c>rw-r-----</c>.</exception>
    public static Permissions Parse(string text) =>
        TryParse(text, out var permissions) ? permissions : throw new FormatException($"{text} {Form}");

    /// <summary>What else a text must be, for messages.</summary>
    internal const string Form =
        "must be nine letters such as rw-r-----: r and w, or dashes, for its owner, its group and all others";

    public static bool TryParse([NotNullWhen(true)] string? text, out Permissions permissions)
    {
        var given = 0;
        permissions = default;
        if (text is not { Length: 9 }) return false;
        for (var i = 0; i < text.Length; i++)
            if (text[i] == Letters[i] && text[i] != '-') given |= 1 << i;
            else if (text[i] != '-') return false;
        permissions = new(given);
        return true;
    }

    internal bool Allow(Class whose, Use use) =>
        (use == Use.Writing || Has((int)whose * PlacesOfEach))
        && (use == Use.Reading || Has((int)whose * PlacesOfEach + 1));

    public override string ToString()
    {
        var its = this;
        return string.Concat(Letters.Select((letter, i) => its.Has(i) ? letter : '-'));
    }

    bool Has(int place) => (bits >> place & 1) != 0;

    /// <summary>Whom the permissions tell apart.</summary>
    internal enum Class
    {
        Owner,
        Group,
        Others,
    }
}
