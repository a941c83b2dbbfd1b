using Timeslice.Des;
using Timeslice.Des.Distributions;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Kernel;

/// <summary>A unit of resource allocation: threads that live and die together.</summary>
public sealed class Process
{
    internal Process(Machine machine, string name, ulong key) =>
        (Machine, Name, Key, Words) = (machine, name, key, machine.NewWords());

    public Machine Machine { get; }
    public string Name { get; }

    /// <summary>Names the random streams of its threads.</summary>
    internal ulong Key { get; }

    /// <summary>Its variables, by number; those of threads are not kept here.</summary>
    internal long[] Words { get; set; }

    /// <summary>Threads alive in it.</summary>
    public int Alive { get; internal set; }

    /// <summary>Its exit status once it is over: what <c>exit</c> said, or 0 when its last thread returned.</summary>
    public int? Status { get; internal set; }

    /// <summary>A thread whose program is a method; created now, or after a time.</summary>
    public Thread Thread(
        string name, Func<Thread, SimTask> body, RandomDuration after = default, Terms? terms = null) =>
        Threads(name, 1, body, after, terms)[0];

    /// <summary>Several threads of one name and program.</summary>
    public IReadOnlyList<Thread> Threads(
        string name, int count, Func<Thread, SimTask> body, RandomDuration after = default, Terms? terms = null)
    {
        var threads = new List<Thread>(count);
        Machine.Start(this, name, count, after, terms, (its, serial) =>
        {
            threads.Add(new(its, serial, body));
            return threads[^1];
        });
        return threads;
    }
}
