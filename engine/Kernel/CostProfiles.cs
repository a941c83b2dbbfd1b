using Timeslice.Des;

namespace Timeslice.Kernel;

/// <summary>Named costs of a kernel: what was measured, where, and by whom.</summary>
public static class CostProfiles
{
    /// <summary>Charges nothing: the machine of textbooks.</summary>
    public static readonly Costs Free = new("free", default, default, default, default, default);

    /// <summary>Linux 6.18 (EEVDF) in a nested virtual machine on Zen 4: medians of our own measurements. Forks and idle wake-ups cost more than on metal.</summary>
    public static readonly Costs LinuxVm = new("linux-vm",
        ThreadSwitch: 2_430.Ns, ProcessSwitch: 2_530.Ns, SystemCall: 216.Ns, LockOperation: 30.Ns, ThreadCreate: 20.Us);

    public static IReadOnlyList<Costs> All => [Free, LinuxVm];
}
