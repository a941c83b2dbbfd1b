namespace Timeslice.Plots.Lanes;

/// <summary>A stretch of a lane in one ink. Positions in units from the lane's left end.</summary>
/// <param name="Ink">Index into the inks of the lane, in the order in which shares are stacked from the floor.</param>
readonly record struct Piece(float Left, float Right, int Ink);
