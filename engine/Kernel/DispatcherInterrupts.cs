namespace Timeslice.Kernel;

/// <content>Time that interrupts steal from the threads on CPUs.</content>
sealed partial class Dispatcher
{
    Interrupts? interrupts;

    public bool IsInterrupted => interrupts is not null;

    public void Add(string name, InterruptSource source) =>
        (interrupts ??= new(this, simulation)).Add(name, source);

    /// <summary>A CPU is taken away from its thread for a time; a switch, or another interrupt, is prolonged.</summary>
    internal void Interrupt(Cpu cpu, long time)
    {
        if (!cpu.HasTimer || cpu.IsDeciding) cpu.Stolen += time;
        else if (time > 0)
        {
            var isInBurst = cpu.IsInBurst;
            CancelTimer(cpu);
            if (!isInBurst) SetTimer(cpu, cpu.TimerAt - machine.Now + time);
            else
            {
                Progress(cpu);
                Steal(cpu, time);
            }
        }
        DecideAtOnce();
    }

    /// <summary>A device interrupts a CPU, busy or not; returns when that will be over.</summary>
    public long InterruptFrom(int number, long time)
    {
        var cpu = cpus[number];
        if (cpu.Thread < 0) return cpu.Handle(time, machine.Now);
        Interrupt(cpu, time);
        return cpu.State == CpuState.Interrupted && cpu.HasTimer ? cpu.TimerAt : machine.Now + time;
    }

    // The burst was over when the interrupt came; whoever waits to take the CPU waits for the next one.
    void StepOn(Cpu cpu)
    {
        var (thread, isContested) = (cpu.Thread, cpu.DecidesAfterSwitch);
        cpu.DecidesAfterSwitch = false;
        Step(cpu);
        if (isContested && cpu.Thread == thread && cpu.IsInBurst) Reconsider(cpu, Scheduling.Arrival.Preempted);
    }

    void Steal(Cpu cpu, long time)
    {
        Enter(cpu, CpuState.Interrupted);
        SetTimer(cpu, time);
    }

    /// <summary>What interrupts took while the CPU decided: paid for with its switch, or before it goes on.</summary>
    static long TakeStolen(Cpu cpu)
    {
        var stolen = cpu.Stolen;
        cpu.Stolen = 0;
        return stolen;
    }

    /// <summary>The thread on a CPU goes on where it was interrupted.</summary>
    void Resume(Cpu cpu)
    {
        Enter(cpu, threads[cpu.Thread].Flags);
        cpu.BurstStart = machine.Now;
        if (threads[cpu.Thread].Left == 0 || LooksFirst(cpu.Thread)) StepOn(cpu);
        else if (cpu.DecidesAfterSwitch) Reconsider(cpu, Scheduling.Arrival.Preempted);
        else Plan(cpu);
    }
}
