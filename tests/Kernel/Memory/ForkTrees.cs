using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Programs;
using Fork = Timeslice.Kernel.Programs.Fork;

namespace Timeslice.Tests.Kernel.Memory;

/// Random programs that fork, write, read, wait, become others, and end. One for each seed.
sealed class ForkTrees(ulong seed, int pages, Func<long, bool, Operation[]> touch, params Func<Operation>[] others)
{
    const int Deepest = 4;

    RandomStream random = new(seed, 0, "tree");
    int left = 40;

    public List<Operation> Draw(int depth = 0)
    {
        var body = new List<Operation>();
        for (var count = 1 + Below(8); count > 0 && left > 0; count--, left--) body.AddRange(One(depth));
        return body;
    }

    public int Below(int count) => (int)(random.NextUniform() * count);

    IReadOnlyList<Operation> One(int depth)
    {
        switch (Below(10 + others.Length))
        {
            case 0 or 1 or 2: return touch(Below(pages), true);
            case 3: return touch(Below(pages), false);
            case 4: return [new Compute((1 + Below(5)).Us)];
            case 5: return [new Sleep((1 + Below(5)).Us)];
            case 6: return [new WaitChild(all: true, noHang: true)];
            case 7 or 8 when depth < Deepest: return [new Fork(Child(depth + 1), first: (RunsFirst)Below(2))];
            case 9 when depth < Deepest: return [new Vfork(Child(depth + 1))];
            case >= 10 and var other: return [others[other - 10]()];
            default: return [];
        }
    }

    List<Operation> Child(int depth)
    {
        var body = Draw(depth);
        if (Below(4) == 0)
            body.Add(new Exec(new Program("other", [new Allocate("heap", pages * 4.KiB), .. Draw(depth)])));
        else if (Below(4) == 0) body.Add(new Exit(Below(3)));
        return body;
    }
}
