namespace Timeslice.Des;
/// <summary>placeholder</summary>
public interface IEventFilter { bool Keep(in Event e); }
