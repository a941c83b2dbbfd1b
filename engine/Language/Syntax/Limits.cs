namespace Timeslice.Language.Syntax;

/// <summary>How large a scenario may be. A person writes far less; what is larger is a mistake or an attack.</summary>
public static class Limits
{
    public const int Bytes = 4 << 20;
    public const int Depth = 64;
    public const int Events = 200_000;
    public const int Scalar = 64 << 10;

    /// <summary>After so many errors the reader stops: the file is not a scenario.</summary>
    public const int Errors = 1000;
}
