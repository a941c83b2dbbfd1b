using System.Globalization;
using Timeslice.Experiments;

namespace Timeslice.Plots.Lanes;

/// <summary>Who is who in a timeline: names and colours, by process, or by thread where there is one process only.</summary>
sealed class Cast
{
    readonly IReadOnlyList<ThreadLane> threads;
    readonly Dictionary<string, int> processes = [];

    public Cast(IReadOnlyList<ThreadLane> threads)
    {
        this.threads = threads;
        foreach (var thread in threads) processes.TryAdd(thread.Process, processes.Count);
    }

    public bool HasProcesses => processes.Count > 1;

    /// <summary>The colours in use are the first of <see cref="Palette.Identity"/>; this is a thread's index among them.</summary>
    public int Identity(int thread) =>
        (HasProcesses ? processes[threads[thread].Process] : thread) % Palette.IdentityCount;

    public Ink Ink(int thread) => Palette.Identity(Identity(thread));

    /// <summary>The thread's name, for inside a bar.</summary>
    public string Name(int thread) => Wording.Clean(threads[thread].Name);

    /// <summary>The thread's name with its process where there are several, for beside its lane.</summary>
    public string FullName(int thread)
    {
        var (name, process) = (threads[thread].Name, threads[thread].Process);
        return Wording.Clean(HasProcesses && !name.StartsWith(process, StringComparison.Ordinal) ? $"{process}/{name}" : name);
    }

    /// <summary>As much of the name as fits into a bar: all of it, or its number, or nothing.</summary>
    public string Label(int thread, float width, float size)
    {
        var name = Name(thread);
        // No letter is narrower than a fifth of its height: spares measuring what cannot fit.
        if (name.Length * size / 5 <= width && Pen.Width(name, size) <= width) return name;
        var digits = name.Length;
        while (digits > 0 && char.IsAsciiDigit(name[digits - 1])) digits--;
        var number = name[digits..];
        return number.Length > 0 && Pen.Width(number, size) <= width ? number : "";
    }
}
