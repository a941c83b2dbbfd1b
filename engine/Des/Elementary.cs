using System.Runtime.CompilerServices;

namespace Timeslice.Des;

/// <summary>
/// Logarithm, exponential and power from +, −, × and ÷ alone, so every processor gives the same bits.
/// </summary>
/// <remarks>
/// The platform's own functions change in the last bit with the processor's features and the C library. The
/// exponential and its coefficients are those of fdlibm (Sun Microsystems, 1993: e_exp.c); errors are below 1 ulp,
/// tested against decimal arithmetic.
/// </remarks>
public static class Elementary
{
    const double Ln2High = 6.93147180369123816490e-01, Ln2Low = 1.90821492927058770002e-10;

    /// <summary>The natural logarithm of a positive, finite, normal number; error below 1 ulp.</summary>
    /// <remarks>
    /// The nearest logarithm in a table and a short polynomial (Tang, "Table-driven implementation of the logarithm
    /// function in IEEE floating-point arithmetic", ACM TOMS 16(4), 1990): no division, and few steps that wait for
    /// each other. Each exponential variate waits for one.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Log(double x)
    {
        const int indexShift = 52 - LogTable.Bits, indexMask = (1 << LogTable.Bits) - 1;
        var bits = BitConverter.DoubleToInt64Bits(x);
        var offset = bits - LogTable.FirstBits;
        var exponent = offset >> 52;
        ref readonly var near = ref LogTable.Entries[(int)(offset >> indexShift) & indexMask];
        // x = 2^exponent · centre · (1 + r), |r| ≤ 1/128.
        var r = (BitConverter.Int64BitsToDouble(bits - (exponent << 52)) - near.Centre) * near.Inverse;
        var r2 = r * r;
        var series = -0.5 + r * (1.0 / 3) + r2 * (-0.25 + r * 0.2)
            + r2 * r2 * (-1.0 / 6 + r * (1.0 / 7) + r2 * (-0.125 + r * (1.0 / 9)));
        var high = exponent * Ln2High + near.High;
        var sum = high + r;
        return sum + (high - sum + r + (exponent * Ln2Low + near.Low) + r2 * series);
    }

    /// <summary>
    /// e to the power of <paramref name="x"/>; error below 1 ulp. Below −708
    /// the result is 0, above 709.78 it is infinite.
    /// </summary>
    public static double Exp(double x)
    {
        if (x > 709.782712893383973096) return double.PositiveInfinity;
        if (x < -708) return 0;
        if (double.IsNaN(x)) return x;
        var k = Math.Floor(1.44269504088896338700 * x + 0.5);
        var high = x - k * Ln2High;
        var low = k * Ln2Low;
        var r = high - low;
        var t = r * r;
        var c = r - t * (1.66666666666666019037e-01 + t * (-2.77777777770155933842e-03 + t * (6.61375632143793436117e-05
            + t * (-1.65339022054652515390e-06 + t * 4.13813679705723846039e-08))));
        var y = 1 - ((low - r * c / (2 - c)) - high);
        // In two steps, because 2^1024 itself is not a number.
        var n = (long)k;
        return y * PowerOfTwo(n / 2) * PowerOfTwo(n - n / 2);
    }

    /// <summary>
    /// <paramref name="x"/> (positive) to the power of <paramref name="y"/>; relative error below (1 + |y ln x|)·2^-52.
    /// </summary>
    public static double Pow(double x, double y) => Exp(y * Log(x));

    static double PowerOfTwo(long n) => BitConverter.Int64BitsToDouble((n + 1023) << 52);
}
