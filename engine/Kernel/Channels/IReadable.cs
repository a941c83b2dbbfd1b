namespace Timeslice.Kernel.Channels;

/// <summary>What bytes or messages can be read from.</summary>
public interface IReadable;

/// <summary>What bytes or messages can be written to.</summary>
public interface IWritable;

/// <summary>What can be waited for among others: when it is open, it is ready or not.</summary>
public interface IPollable;

/// <summary>What may have to be told to write what it has only in memory.</summary>
public interface ISyncable;

/// <summary>What messages can be sent to.</summary>
public interface ISendable;

/// <summary>What messages can be received from.</summary>
public interface IReceivable;
