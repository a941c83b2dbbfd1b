namespace Timeslice.Tests.Reference;

/// Why a thread is among the ready ones now.
enum How { Born, Woken, Preempted, SliceOver, Yielded, Moved }
