using System.Globalization;
using Timeslice.Experiments;

namespace Timeslice.Plots.Lanes;

/// <summary>
/// Who is who in a timeline: names and colours, by process, or by thread where there is one process only.
/// </summary>
sealed class Cast
{
    readonly IReadOnlyList<ThreadLane> threads;
    readonly string[] names;
    readonly string[] numbers;
    readonly Dictionary<(string Machine, string Process), int> processes = [];

    public Cast(IReadOnlyList<ThreadLane> threads)
    {
        this.threads = threads;
        names = [.. threads.Select(t => Wording.Clean(t.Name))];
        numbers = [.. names.Select(Number)];
        foreach (var thread in threads) processes.TryAdd((thread.Machine, thread.Process), processes.Count);
    }

    public bool HasProcesses => processes.Count > 1;

    /// <summary>
    /// The colours in use are the first of <see cref="Palette.Identity"/>; this is a thread's index among them.
    /// </summary>
    public int Identity(int thread) =>
        (HasProcesses ? processes[(threads[thread].Machine, threads[thread].Process)] : thread) % Palette.IdentityCount;

    public Ink Ink(int thread) => Palette.Identity(Identity(thread));

    /// <summary>The thread's name with its machine and process where there are several, for beside its lane.</summary>
    public string FullName(int thread)
    {
        var (name, process) = (threads[thread].Name, threads[thread].Process);
        var saysIt = !HasProcesses || name.StartsWith(process, StringComparison.Ordinal);
        var machine = threads[thread].Machine is { Length: > 0 } its ? $"{its}/" : "";
        return Wording.Clean(machine + (saysIt ? name : $"{process}/{name}"));
    }

    /// <summary>What a thread's colour stands for: its process where there are several, else the thread.</summary>
    public string IdentityName(int thread) =>
        Wording.Clean(HasProcesses ? threads[thread].Process : threads[thread].Name);

    /// <summary>As much of the name as fits into a bar: all of it, or its number, or nothing.</summary>
    public string Label(int thread, float width, float size)
    {
        foreach (var text in (ReadOnlySpan<string>)[names[thread], numbers[thread]])
            // No letter is narrower than a fifth of its height: spares measuring what cannot fit.
            if (text.Length > 0 && text.Length * size / 5 <= width && Pen.Width(text, size) <= width) return text;
        return "";
    }

    /// <summary>The digits at the end of a name.</summary>
    static string Number(string name)
    {
        var digits = name.Length;
        while (digits > 0 && char.IsAsciiDigit(name[digits - 1])) digits--;
        return name[digits..];
    }
}
