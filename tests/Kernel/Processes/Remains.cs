using Timeslice.Kernel;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Threads;
using Timeslice.Tests.Kernel.Memory;

namespace Timeslice.Tests.Kernel.Processes;

/// Counts anew what a machine has given to its processes, and what is left when they are gone.
sealed class Remains(Machine machine, ulong seed)
{
    readonly HashSet<OpenFile> known = [];

    /// What must hold between two events.
    public void Check()
    {
        Audit.Check(machine, seed);
        var users = new Dictionary<OpenFile, int>();
        foreach (var file in Tables().SelectMany(table => table.All).Concat(InCalls()))
            users[file] = users.GetValueOrDefault(file) + 1;
        known.UnionWith(users.Keys);
        foreach (var file in known)
            file.Users.ShouldBe(users.GetValueOrDefault(file), $"{Where}: users of {file.Channel.Name}");
        foreach (var table in Tables()) table.Count.ShouldBe(table.All.Count(), $"{Where}: handles");
        foreach (var one in machine.Locks.OfType<IpcSemaphore>())
            one.HeldBy.Count.ShouldBe(one.Permits - one.Free, $"{Where}: {one.Name}");
        foreach (var queue in machine.Channels.OfType<MessageChannel>())
            (queue.Writes - queue.Reads - queue.Lost).ShouldBe(queue.Messages, $"{Where}: {queue.Name}");
        foreach (var channel in machine.Channels)
            channel.Level.ShouldBeInRange(0, channel is SharedMemory ? 0 : Math.Max(0, channel.Written - channel.Read),
                $"{Where}: {channel.Name}");
        foreach (var memory in machine.Channels.OfType<SharedMemory>())
            memory.Attachments.ShouldBe(Living().Select(process => process.Space).Distinct()
                .Sum(space => space.AttachmentsOf(memory.Last)), $"{Where}: {memory.Name}");
        machine.Threads.Live.ShouldBe(Living().Sum(process => process.Alive), $"{Where}: threads");
        machine.Table.Zombies.ShouldBe(machine.PresentProcesses.Count(process => process.IsOver), $"{Where}: zombies");
    }

    /// What must hold when all have been killed and nothing is left to happen.
    public void CheckEnd()
    {
        Check();
        (machine.Threads.Live, machine.Table.Count, machine.Table.Zombies).ShouldBe((0, 0, 0), $"{Where}: processes");
        for (var number = 2; number < 1_000; number++)
            machine.Table.HasGroup(number).ShouldBeFalse($"{Where}: group {number}");
        machine.Table.Init.Children.Members.ShouldBeEmpty(Where);
        (machine.Simulation.Population, machine.Simulation.Pending).ShouldBe((0, 0), $"{Where}: what is to come");
        foreach (var file in known) file.Users.ShouldBe(0, $"{Where}: users of {file.Channel.Name}");
        var paging = machine.Paging!;
        (paging.Used, paging.SwapUsed, paging.Contents, paging.Committed).ShouldBe((0, 0, 0, 0), $"{Where}: memory");
        foreach (var one in machine.Locks.OfType<IpcSemaphore>())
            (one.Free + one.Lost, one.Waiters).ShouldBe((one.Permits, 0), $"{Where}: {one.Name}");
        foreach (var one in machine.Locks) one.Waiters.ShouldBe(0, $"{Where}: {one.Name}");
        foreach (var channel in machine.Channels)
        {
            if (channel is not MessageChannel) channel.Level.ShouldBe(0, $"{Where}: {channel.Name}");
            if (channel is StreamSocket socket && !machine.World.IsShared)
                (socket.Written - socket.Read).ShouldBe(socket.BytesLost, $"{Where}: {socket.Name}");
        }
        machine.Threads.Frames.Taken.ShouldBe(0, $"{Where}: frames of programs");
        machine.JoinsInUse.ShouldBe(0, $"{Where}: joins");
        (machine.AnySignalling?.Active ?? 0).ShouldBe(0, $"{Where}: handlers");
        foreach (var cpu in machine.Cpus) cpu.State.ShouldBe(CpuState.Idle, $"{Where}: cpu {cpu.Number}");
    }

    string Where => $"seed {seed}, {machine.Name}, {machine.Simulation.Now}";

    IEnumerable<Process> Living() => machine.PresentProcesses.Where(process => !process.IsOver);

    IEnumerable<Handles> Tables() => Living().Select(process => process.Handles).Distinct();

    IEnumerable<OpenFile> InCalls()
    {
        for (var thread = 0; thread < machine.Threads.End; thread++)
            if (machine.Threads.IsLive(thread) && machine.Threads.Transfers[thread] is { IsOn: true, File: { } file })
                yield return file;
    }
}
