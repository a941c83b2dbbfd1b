namespace Timeslice.Des;

/// <summary>
/// Managed memory that stays where it is, so that it can be addressed by pointers while its owner is alive.
/// </summary>
internal static unsafe class Pinned
{
    /// <summary>
    /// Zeroed bytes at an address that is a multiple of <paramref name="alignment"/>. The caller keeps the array.
    /// </summary>
    public static byte* Allocate(int bytes, int alignment, out byte[] array)
    {
        array = GC.AllocateArray<byte>(bytes + alignment, pinned: true);
        fixed (byte* start = array) return (byte*)(((nuint)start + (nuint)alignment - 1) & ~((nuint)alignment - 1));
    }
}
