using Timeslice.Des;

namespace Timeslice.Kernel.Processes;

/// <summary>The processes of a machine that are alive or zombies, by their numbers.</summary>
sealed class ProcessTable
{
    const int InitPid = 1;

    readonly Machine machine;
    readonly Dictionary<int, Process> byPid = [];
    readonly Dictionary<int, int> groups = [];
    int last = InitPid;

    public ProcessTable(Machine machine)
    {
        this.machine = machine;
        Init = new(machine, "init", key: 0, new([])) { Pid = InitPid, Group = InitPid };
        byPid.Add(InitPid, Init);
    }

    /// <summary>The process that is there before all others, and takes over who has no parent any more.</summary>
    public Process Init { get; }

    /// <summary>All but init.</summary>
    public int Count => byPid.Count - 1;
    public int Most { get; private set; }
    public long Created { get; private set; }
    public int Zombies { get; private set; }
    public int MostZombies { get; private set; }

    /// <summary>Some processes have threads of the same class.</summary>
    public bool HasForked { get; set; }

    public IEnumerable<Process> All => byPid.Values.Where(process => process != Init);

    /// <summary>No more can be created now.</summary>
    public bool IsFull => Count >= machine.MaxProcesses;

    public Process? Find(long pid) => pid is > 0 and <= int.MaxValue ? byPid.GetValueOrDefault((int)pid) : null;

    /// <summary>A process is there from now on.</summary>
    /// <param name="group">The group that it joins; one of its own number when null.</param>
    public void Add(Process process, Process parent, int? group = null)
    {
        process.Pid = NextPid();
        byPid.Add(process.Pid, process);
        parent.Children.Add(process);
        Join(process, group ?? process.Pid);
        Created++;
        Most = Math.Max(Most, Count);
    }

    /// <summary>A process changes its group.</summary>
    public void Join(Process process, int group)
    {
        LeaveGroup(process);
        process.Group = group;
        groups[group] = groups.GetValueOrDefault(group) + 1;
    }

    public bool HasGroup(long group) => group is > 0 and <= int.MaxValue && groups.ContainsKey((int)group);

    /// <summary>The processes of a group, by number.</summary>
    public IReadOnlyList<Process> Members(long group) =>
        HasGroup(group) ? [.. All.Where(process => process.Group == group).OrderBy(process => process.Pid)] : [];

    /// <summary>One has ended, and its parent has not asked how; or has asked now.</summary>
    public void CountZombies(int change) => MostZombies = Math.Max(MostZombies, Zombies += change);

    /// <summary>Nothing is left of a process that has ended.</summary>
    public void Remove(Process process)
    {
        process.State = ProcessState.Gone;
        byPid.Remove(process.Pid);
        LeaveGroup(process);
        process.Parent!.Children.Remove(process);
    }

    void LeaveGroup(Process process)
    {
        if (!groups.TryGetValue(process.Group, out var members)) return;
        if (members == 1) groups.Remove(process.Group);
        else groups[process.Group] = members - 1;
    }

    // The next number after the last that nobody has, as process or as group.
    int NextPid()
    {
        if (Count >= machine.MaxPid - 1)
            throw new RunStopped(EndReason.LimitReached,
                $"all {machine.MaxPid - 1:N0} process numbers are in use when one more process is created");
        do last = last >= machine.MaxPid ? InitPid + 1 : last + 1;
        while (byPid.ContainsKey(last) || groups.ContainsKey(last));
        return last;
    }
}
