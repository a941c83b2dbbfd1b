namespace Timeslice.Kernel.Channels;

/// <summary>
/// Those of the open files of one thing that somebody watches, linked through themselves: what nobody watches costs
/// nothing.
/// </summary>
struct WatchedFiles
{
    OpenFile? first, last;

    public void Add(OpenFile file)
    {
        (file.WatchedBefore, file.WatchedBehind) = (last, null);
        if (last is null) first = file;
        else last.WatchedBehind = file;
        last = file;
    }

    public void Remove(OpenFile file)
    {
        var (before, behind) = (file.WatchedBefore, file.WatchedBehind);
        if (before is null) first = behind;
        else before.WatchedBehind = behind;
        if (behind is null) last = before;
        else behind.WatchedBefore = before;
    }

    /// <summary>Those that can be used so may be ready for it now.</summary>
    public readonly void Changed(Use what) => Changed(what, what);

    /// <summary>Those that can be used so have nobody at the other end any more.</summary>
    public readonly void HungUp(Use those) => Changed(those, Use.Both);

    readonly void Changed(Use those, Use what)
    {
        // Who is told may watch no more, or anew: then behind those that are there now.
        for (var (file, end) = (first, last); file is not null;)
        {
            var behind = file == end ? null : file.WatchedBehind;
            if (those == Use.Reading ? file.Reads : file.Writes) file.HasChanged(what);
            file = behind;
        }
    }
}
