using Timeslice.Des;
using Timeslice.Kernel;
using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Networks;
using Timeslice.Kernel.Programs;
using Timeslice.Kernel.Scheduling;

namespace Timeslice.Tests.Kernel.Channels;

/// Random processes that send messages to POSIX queues and datagram sockets, near and far, and receive them.
sealed class RandomMail
{
    readonly List<Channel> channels = [];
    RandomStream random;

    public RandomMail(ulong seed)
    {
        random = new(seed, 0, "mail");
        var here = World.Add("here", new(World.Simulation, 1 + random.Below(3), new Fcfs()));
        var there = World.Add("there", new(World.Simulation, 1, new Fcfs()));
        World.Network.Terms = new() { Latency = random.Below(300).Ns };
        foreach (var machine in World.Machines)
        {
            machine.Add(new Variable("n", -1, VariableOwner.Thread));
            var most = 1 + random.Below(3);
            channels.Add(machine.Add(new PosixMessageQueue(most, messageSize: 9.B), "queue"));
            channels.Add(machine.Add(new DatagramSocket(queue: random.Below(3)), "near"));
            channels.Add(machine.Add(
                new DatagramSocket(SocketFamily.Network, receiveBuffer: new(10 + random.Below(30))), "far"));
        }
        for (var i = 2 + random.Below(4); i > 0; i--)
        {
            var machine = random.Below(4) == 0 ? there : here;
            var acts = Enumerable.Range(0, 5 + random.Below(20)).Select(_ => Act());
            machine.Start(machine.Process($"process {i}"), "main",
                new Program($"program {i}", [.. Opens(), .. acts]), isMain: true);
        }
    }

    public World World { get; } = new(new Simulation());

    static VariableReference N => new(0, "n", IsOfThread: true);

    IEnumerable<Operation> Opens()
    {
        for (var i = 0; i < 3; i++)
            if (random.Below(3) > 0) yield return Open(i);
    }

    Open Open(int channel) => new(new ChannelReference<Channel>(channel),
        random.Below(2) == 0 ? Use.Reading : channel == 0 && random.Below(2) == 0 ? Use.Both : Use.Writing, @as: N);

    Operation Act()
    {
        var (channel, timeout) = (random.Below(3), random.Below(300).Ns);
        IoMode? mode = random.Below(2) == 0 ? IoMode.NonBlocking : null;
        return random.Below(10) switch
        {
            < 3 => new Send(new ChannelReference<ISendable>(channel), new Bytes(random.Below(10)), timeout: timeout,
                mode: mode, @as: N),
            < 6 => new Receive(new ChannelReference<IReceivable>(channel), timeout: timeout, mode: mode, @as: N),
            6 => new Close(new ChannelReference<Channel>(channel), @as: N),
            7 => Open(channel),
            8 => new Compute(random.Below(200).Ns),
            _ => new Sleep(random.Below(200).Ns),
        };
    }
}
