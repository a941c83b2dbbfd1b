using System.Runtime.CompilerServices;

namespace Timeslice.Des;

/// <summary>What may be awaited inside a <see cref="SimTask"/>. Awaiting anything else does not compile.</summary>
/// <remarks>
/// <c>IsCompleted</c> says whether there is anything to wait for; <c>GetResult</c> begins with
/// <see cref="Simulation.EndWait"/>, which throws the interrupt that ended the wait, if one did.
/// </remarks>
public interface ISimAwaiter : ICriticalNotifyCompletion
{
    /// <summary>
    /// Sees to it that <paramref name="awaiting"/> is woken once, later; by
    /// <see cref="Coroutine.WaitIn"/>, as a rule.
    /// </summary>
    void Suspend(Coroutine awaiting);

    void INotifyCompletion.OnCompleted(Action continuation) => throw Foreign();

    void ICriticalNotifyCompletion.UnsafeOnCompleted(Action continuation) => throw Foreign();

    private static InvalidOperationException Foreign() =>
        new("only a method that returns SimTask can wait in simulated time");
}
