using Timeslice.Des;

namespace Timeslice.Kernel;

/// <summary>Named costs of a kernel: what was measured, where, and by whom.</summary>
public static class CostProfiles
{
    /// <summary>Charges nothing: the machine of textbooks.</summary>
    public static readonly Costs Free = new("free", default, default, default, default, default);

    /// <summary>
    /// Linux 6.18 (EEVDF) in a nested virtual machine on Zen 4: medians of our own measurements. Forks and wake-ups
    /// of idle CPUs cost more than on metal: one across cores took 25 to 31 µs. A memory access is a hit in the first
    /// cache: 4 cycles (AMD, "Software Optimization Guide for the AMD Zen4 Microarchitecture", 2023), 1 ns at 4 GHz.
    /// A vfork with the exit of its child took 20 to 25 µs, of which 12 are taken to be the exit's: of each 17 µs,
    /// 7.7 went by until the child ran and 9.4 from its exit until its parent did, with a switch in each (medians of
    /// 7 × 5 000, on the same kind of machine). An exec is a posix_spawn with its wait (510 to 735 µs) less these.
    /// Channels: what it took one core to write and to read 64 bytes, and 64 KiB, less two system calls and halved
    /// (pipe 0.83 and 18 µs; socket of one machine 2.3 and 12; TCP 1.7 and 30; shared memory .46 and 4.2; queues of
    /// POSIX 2.5, of System V 2.4, whose copying is taken to cost what that of a pipe does). Waiting for many is
    /// estimated, on the same kind of machine: to each local socket that it looked at, poll took 57 to 113 ns and
    /// select 58 to 97 (10 to 900 of them; medians of 21); epoll_wait and epoll_ctl took 300 ns more than a getppid,
    /// and 73 to 120 for each that was ready. M. Kerrisk, "The Linux Programming Interface", table 63-9, has 0.29 to
    /// 0.35 µs a file and 4.1 µs a call, in 2008. A signal is estimated: a
    /// <c>kill</c> of oneself took 1.33 system calls, a handler with its return 1.94 more (medians of 21 × 20 000, on
    /// the same kind of machine). A fork takes 45 µs with nothing resident and 878 µs (870 to 1134) with 64 MiB: the
    /// difference over 32 tables. Faults: first touch 1.8 µs, copy 2.3 to 3.3 µs, a page whose other owner has gone
    /// 0.95 µs. Coroutines: those of a simulator in C on the same kind of machine (Cimba, tuned): 27 ns to turn to
    /// another, and at most 146 ns more for a customer who is a coroutine of its own, which includes a mutex.
    /// Devices, estimated: to ask one for 4 KiB takes .72 µs in the block layer, .29 for the mapping and .37 for the
    /// submission; when it is done, .23 for unmapping and .81 for the completion (after G. Lee et al., "Asynchronous
    /// I/O stack", ATC 2019: Linux 5.0 with an NVMe SSD).
    /// </summary>
    public static readonly Costs LinuxVm = new("linux-vm",
        ThreadSwitch: 2_430.Ns, ProcessSwitch: 2_530.Ns, SystemCall: 216.Ns, LockOperation: 30.Ns,
        ThreadCreate: 20.Us, IdleWake: 27.Us, MemoryAccess: 1.Ns, Fork: 45.Us, Vfork: 10.Us, Exec: 600.Us,
        Exit: 12.Us,
        Pipe: 199.Ns, PipeKiB: 134.Ns, PosixQueue: 1_034.Ns, PosixQueueKiB: 134.Ns,
        SystemVQueue: 984.Ns, SystemVQueueKiB: 134.Ns, LocalSocket: 934.Ns, LocalSocketKiB: 76.Ns,
        NetworkSocket: 634.Ns, NetworkSocketKiB: 221.Ns, MemoryKiB: 29.Ns,
        PollFile: 100.Ns, Epoll: 300.Ns, EpollFile: 100.Ns,
        Signal: 290.Ns, SignalHandler: 420.Ns, CoroutineCreate: 146.Ns, CoroutineSwitch: 27.Ns,
        ForkTable: 26_031.Ns, PageFault: 1_800.Ns, CopyFault: 2_800.Ns, OwnFault: 950.Ns,
        DeviceSubmit: 1_380.Ns, DeviceInterrupt: 1_040.Ns);

    /// <summary>
    /// Linux on x86-64 without a hypervisor. A thread switch of 1.2 µs: E. Bendersky, "Measuring context switching and
    /// memory overheads for Linux threads" (2018), threads pinned to one core, direct cost, range 1.2 to 1.5 µs. The
    /// process switch is dearer by the ratio that we measured (2.53 : 2.43); system call, atomic operation, thread
    /// creation, memory access, fork and faults are those of <see cref="LinuxVm"/>. A modified cache line on the same
    /// die, 109 cycles, and on another, 289 cycles at 2.13 GHz: T. David, R. Guerraoui and V. Trigonakis, "Everything
    /// you always wanted to know about synchronization but were afraid to ask", SOSP 2013, table 2 (Xeon).
    /// </summary>
    public static readonly Costs LinuxX8664 = LinuxVm with
    {
        Name = "linux-x86-64", ThreadSwitch = 1_200.Ns, ProcessSwitch = 1_250.Ns, IdleWake = default,
        CacheLine = 51.Ns, NodeCacheLine = 136.Ns,
    };

    public static IReadOnlyList<Costs> All => [Free, LinuxVm, LinuxX8664];
}
