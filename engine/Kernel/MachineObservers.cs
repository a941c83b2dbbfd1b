using Timeslice.Kernel.Detectors;

namespace Timeslice.Kernel;

/// <content>Who watches.</content>
public sealed partial class Machine
{
    readonly List<Detector> detectors = [];

    /// <summary>Is told of every change; set before the run.</summary>
    public Observer? Observer { get; set; }

    /// <summary>Those of its observers that look for what goes wrong, in the order of joining.</summary>
    public IReadOnlyList<Detector> Detectors => detectors;

    /// <summary>An observer joins those that are there; it is told first of the threads that live already.</summary>
    public T Watch<T>(T observer) where T : Observer
    {
        if (observer is Detector detector) detectors.Add(detector);
        if (Observer is null) Observer = observer;
        else if (Observer is Observers several) several.Add(observer);
        else Observer = new Observers(Observer, observer);
        for (var thread = 0; thread < Threads.End; thread++)
        {
            if (!Threads.IsLive(thread)) continue;
            observer.ThreadCreated(this, thread);
            observer.ThreadChanged(this, thread, Threads[thread].State);
        }
        return observer;
    }
}
