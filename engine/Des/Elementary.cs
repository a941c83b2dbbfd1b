using System.Runtime.CompilerServices;

namespace Timeslice.Des;

/// <summary>
/// Logarithm, exponential and power from +, −, × and ÷ alone, so every processor gives the same bits.
/// </summary>
/// <remarks>
/// The platform's own functions change in the last bit with the processor's features and the C library. The
/// approximations and their coefficients are those of fdlibm (Sun Microsystems, 1993: e_log.c, e_exp.c); errors are
/// below 1 ulp, tested against decimal arithmetic.
/// </remarks>
public static class Elementary
{
    const double Ln2High = 6.93147180369123816490e-01, Ln2Low = 1.90821492927058770002e-10;
    const double SqrtHalf = 0.70710678118654752440;

    /// <summary>The natural logarithm of a positive, finite, normal number; error below 1 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Log(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (int)(bits >> 52) - 1022;
        // In [0.5, 1).
        var mantissa = BitConverter.Int64BitsToDouble((bits & 0x000F_FFFF_FFFF_FFFF) | 0x3FE0_0000_0000_0000);
        if (mantissa < SqrtHalf) { mantissa *= 2; exponent--; }
        var f = mantissa - 1;
        var s = f / (2 + f);
        var z = s * s;
        var w = z * z;
        var odd = w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01));
        var even = z * (6.666666666666735130e-01
            + w * (2.857142874366239149e-01 + w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)));
        var half = 0.5 * f * f;
        return exponent * Ln2High - ((half - (s * (half + even + odd) + exponent * Ln2Low)) - f);
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
