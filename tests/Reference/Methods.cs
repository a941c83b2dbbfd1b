using Timeslice.Des;
using Timeslice.Kernel.Calls;
using Thread = Timeslice.Kernel.Thread;

namespace Timeslice.Tests.Reference;

/// The same steps as a method, for threads that are written in C#.
static class Methods
{
    public static Func<Thread, SimTask> Doing(Step[] steps) => self => Do(self, steps);

    static async SimTask Do(Thread self, Step[] steps)
    {
        foreach (var step in steps) await Do(self, step);
    }

    static async SimTask Do(Thread self, Step step)
    {
        var locks = self.Machine.Locks;
        switch (step.Verb)
        {
            case Verb.Compute: await self.Compute(step.Number.Ns); break;
            case Verb.Sleep: await self.Sleep(step.Number.Ns); break;
            case Verb.Yield: await self.Yield(); break;
            case Verb.Lock: await locks[step.Of].Lock(self); break;
            case Verb.Unlock: await locks[step.Of].Unlock(self); break;
            case Verb.Spawn: await self.Spawn("child", Doing(step.Body), $"{step.Of}"); break;
            case Verb.Join: await self.Join($"{step.Of}"); break;
            case Verb.Exit: await self.Exit(); break;
            case Verb.Repeat:
                for (var i = 0; i < step.Number; i++) await Do(self, step.Body);
                break;
            default: throw new InvalidOperationException($"{step}");
        }
    }
}
