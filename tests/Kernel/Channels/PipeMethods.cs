using Timeslice.Des;
using Timeslice.Kernel.Calls;
using Timeslice.Kernel.Channels;
using Thread = Timeslice.Kernel.Thread;

namespace Timeslice.Tests.Kernel.Channels;

/// The same acts as a method, for threads that are written in C#.
static class PipeMethods
{
    public static Func<Thread, SimTask> Doing(Act[] acts) => async self =>
    {
        foreach (var act in acts) await Do(self, act);
    };

    static async SimTask Do(Thread self, Act act)
    {
        var channel = self.Machine.Channels[act.Channel];
        var mode = act.IsNonBlocking ? IoMode.NonBlocking : IoMode.Blocking;
        switch (act.Deed)
        {
            case Deed.Compute: await self.Compute(act.Time.Ns); break;
            case Deed.Sleep: await self.Sleep(act.Time.Ns); break;
            case Deed.Open: await channel.Open(self, act.For, mode); break;
            case Deed.Close: await channel.Close(self, act.For ?? Use.Both); break;
            case Deed.Read when act.IsWhole: await channel.ReadAll(self, new(act.Bytes)); break;
            case Deed.Read: await channel.Read(self, new(act.Bytes)); break;
            case Deed.Write: await channel.Write(self, new(act.Bytes)); break;
            default: throw new InvalidOperationException($"{act}");
        }
    }
}
