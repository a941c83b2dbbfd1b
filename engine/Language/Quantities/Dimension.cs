namespace Timeslice.Language.Quantities;

/// <summary>What a quantity measures.</summary>
public enum Dimension { Number, Duration, Bytes, Rate, Bandwidth }
