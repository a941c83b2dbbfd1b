namespace Timeslice.Kernel.Channels.Polling;

/// <summary>One of the open files for which a thread has waited at once, and that was ready.</summary>
/// <param name="Handle">By which it was named; −1 where it has none.</param>
/// <param name="Place">Which of those it waited for, from 1; 0 where it was none of a list.</param>
/// <param name="Value">What was given with it to an epoll; its handle where nothing was.</param>
/// <param name="Can">What it is ready for.</param>
public readonly record struct ReadyFile(long Handle, int Place, long Value, Readiness Can);
