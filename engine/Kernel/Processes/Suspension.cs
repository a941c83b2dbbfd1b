namespace Timeslice.Kernel.Processes;

/// <summary>A thread that waits until the child of its <c>vfork</c> has its own program, or has ended.</summary>
/// <param name="Frame">
/// Of the program that called: which word of the thread leads back from it; −1 from the first.
/// </param>
sealed record Suspension(int Thread, uint Generation, int Frame)
{
    /// <summary>The child has returned from the program that called, on the stack of both.</summary>
    public bool IsRuined { get; set; }
}
