using Timeslice.Des;

namespace Timeslice.Kernel.Devices.Disks;

/// <summary>Turns a disk: where it stands is a function of time, exact however long it has turned.</summary>
/// <remarks>
/// At time 0 the first byte of every track is below the head. A turn takes turn / turns nanoseconds, so that times are
/// whole numbers of parts, of which a nanosecond has turns × track, and the angle of one byte has turn.
/// </remarks>
/// <param name="turn">The nanoseconds that some turns take.</param>
/// <param name="turns">How many turns that are.</param>
/// <param name="track">The bytes of a track.</param>
sealed class Spindle(long turn, int turns, long track)
{
    /// <summary>The parts of a nanosecond.</summary>
    public Int128 Parts => (Int128)turns * track;

    /// <summary>The parts that pass until the first of some bytes comes below the head.</summary>
    /// <param name="from">When, in parts.</param>
    public Int128 Rotation(Int128 from, long at)
    {
        var whole = (Int128)turn * track;
        var left = (Int128)(at % track) * turn - from % whole;
        return left < 0 ? left + whole : left;
    }

    /// <summary>The parts in which so many bytes pass by.</summary>
    public Int128 Transfer(long bytes) => (Int128)bytes * turn;

    /// <summary>The nanosecond that has begun, or begins, at a time in parts.</summary>
    public long Nanoseconds(Int128 time) => (long)((time + Parts - 1) / Parts);
}
