namespace Timeslice.Des;

/// <summary>Says which events a purge keeps. A struct, so that the queue calls it without a delegate.</summary>
public interface IEventFilter
{
    /// <summary>False drops the event. Must not touch the queue and must not throw.</summary>
    bool Keep(in Event e);
}
