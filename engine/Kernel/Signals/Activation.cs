using Timeslice.Kernel.Channels;
using Timeslice.Kernel.Locks;
using Timeslice.Kernel.Processes;
using Timeslice.Kernel.Programs;

namespace Timeslice.Kernel.Signals;

/// <summary>A handler that a thread executes, and what it goes on with when that returns.</summary>
/// <param name="Below">The activation that this one has interrupted; 0: none.</param>
/// <param name="Owed">CPU time that is left of the computation.</param>
/// <param name="Brought">What its last call on a channel was given, of which it may not have told yet.</param>
readonly record struct Activation(
    int Below, Program Handler, int Pc, int Frame, long Owed, SignalSet Mask, Answer Answer, Outcome Outcome,
    Brought Brought);
