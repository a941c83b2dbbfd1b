using System.Numerics;
using System.Runtime.CompilerServices;

namespace Timeslice.Des;

/// <summary>
/// A named stream of random numbers: the same name, seed and replication give the same numbers on every machine.
/// </summary>
/// <remarks>
/// xoroshiro128** (Blackman and Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47(4),
/// 2021), period 2^128−1, seeded through SplitMix64 (Steele, Lea and Flood, OOPSLA 2014) from a hash of the
/// name. 16 bytes, because each thread owns one.
/// </remarks>
public struct RandomStream
{
    ulong s0, s1;

    /// <summary>
    /// The stream of one purpose: <paramref name="path"/> names the entity
    /// and what it draws (<c>workshop/worker/3</c>).
    /// </summary>
    public RandomStream(ulong seed, ulong replication, string path) : this(Key(seed, replication, path)) { }

    /// <summary>The stream of a key made by <see cref="Key(ulong, ulong, string)"/>.</summary>
    public RandomStream(ulong key)
    {
        s0 = SplitMix64(ref key);
        s1 = SplitMix64(ref key);
        if ((s0 | s1) == 0) s1 = 1;
    }

    /// <summary>The generator at a state of its own, as the authors' reference program starts.</summary>
    internal RandomStream(ulong s0, ulong s1) => (this.s0, this.s1) = (s0, s1);

    /// <summary>64 bits that differ between any two streams of a run in all but 2^-64 of the cases.</summary>
    public static ulong Key(ulong seed, ulong replication, string path) =>
        Key(Mixed(Mixed(seed) ^ (replication + 0x9E3779B97F4A7C15)), path);

    /// <summary>The key of what is called <paramref name="name"/> within what <paramref name="key"/> names.</summary>
    public static ulong Key(ulong key, string name)
    {
        // The length first, so that "a" within "bc" is not "ab" within "c".
        key = Mixed(key + (uint)name.Length + 1);
        foreach (var letter in name) key = Mixed(key ^ letter);
        return key;
    }

    /// <summary>
    /// The key of the <paramref name="index"/>-th member of the family that <paramref name="key"/> names.
    /// </summary>
    public static ulong Key(ulong key, int index) => Mixed(key ^ (uint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong NextBits()
    {
        var a = s0;
        var b = s1 ^ a;
        var result = BitOperations.RotateLeft(a * 5, 7) * 9;
        s0 = BitOperations.RotateLeft(a, 24) ^ b ^ (b << 16);
        s1 = BitOperations.RotateLeft(b, 37);
        return result;
    }

    /// <summary>
    /// A uniform number strictly between 0 and 1: an odd multiple of 2^-53, so neither 0 nor 1 ever comes.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double NextUniform() =>
        BitConverter.UInt64BitsToDouble(NextBits() >> 12 | 0x3ff0_0000_0000_0000) - (1 - 1.0 / (1L << 53));

    static ulong SplitMix64(ref ulong state) => Mixed(state += 0x9E3779B97F4A7C15);

    static ulong Mixed(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
