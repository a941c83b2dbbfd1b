namespace Timeslice.Des;

/// <summary>What became of a demand with a limit to its patience.</summary>
/// <remarks><c>if (await store.Get().Within(5.Ms) is (true, var item)) …</c></remarks>
/// <param name="InTime">It was served within its patience.</param>
/// <param name="Value">What it came with, if it was.</param>
public readonly record struct Answer<T>(bool InTime, T Value);
