namespace Timeslice.Kernel.Memory;

/// <summary>The pages in memory, one after the other, each with a mark: what replacement policies remember.</summary>
public sealed class PageOrder
{
    const int None = -1;

    (int Before, int Behind, bool IsMarked)[] links = [];

    /// <summary>The first page; −1 where there is none.</summary>
    public int First { get; private set; } = None;

    /// <summary>The last page; −1 where there is none.</summary>
    public int Last { get; private set; } = None;

    /// <summary>The page behind another; −1 behind the last.</summary>
    public int Behind(int page) => links[page].Behind;

    public bool IsMarked(int page) => links[page].IsMarked;
    public void Mark(int page, bool isMarked) => links[page].IsMarked = isMarked;

    /// <summary>A page that stands nowhere becomes the last.</summary>
    public void AddLast(int page)
    {
        if (page >= links.Length) Array.Resize(ref links, Math.Max(page + 1, 2 * links.Length));
        links[page] = (Last, None, false);
        if (Last == None) First = page;
        else links[Last].Behind = page;
        Last = page;
    }

    public void Remove(int page)
    {
        var (before, behind, _) = links[page];
        if (before == None) First = behind;
        else links[before].Behind = behind;
        if (behind == None) Last = before;
        else links[behind].Before = before;
    }

    /// <summary>The page becomes the last; its mark is gone.</summary>
    public void MoveToEnd(int page)
    {
        if (page == Last)
        {
            links[page].IsMarked = false;
            return;
        }
        Remove(page);
        AddLast(page);
    }

    /// <summary>The first page that may leave; −1 where none may.</summary>
    public int FirstOf(Predicate<int> mayLeave)
    {
        var page = First;
        while (page != None && !mayLeave(page)) page = links[page].Behind;
        return page;
    }
}
