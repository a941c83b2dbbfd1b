using CsCheck;
using Timeslice.Language.Quantities;

namespace Timeslice.Tests.Language;

public class QuantitiesAreExact
{
    [Theory]
    [InlineData("4ms", 4_000_000, Dimension.Duration, "4ms")]
    [InlineData("1.5us", 1_500, Dimension.Duration, "1.5us")]
    [InlineData("1.5µs", 1_500, Dimension.Duration, "1.5us")]
    [InlineData("90s", 90_000_000_000, Dimension.Duration, "90s")]
    [InlineData("1.5min", 90_000_000_000, Dimension.Duration, "90s")]
    [InlineData("-1h", -3_600_000_000_000, Dimension.Duration, "-3600s")]
    [InlineData("0s", 0, Dimension.Duration, "0ns")]
    [InlineData("1e3ns", 1_000, Dimension.Duration, "1us")]
    [InlineData("9223372036854775807ns", long.MaxValue, Dimension.Duration, "9223372036.854775807s")]
    [InlineData("4KiB", 4096, Dimension.Bytes, "4KiB")]
    [InlineData("2.5GiB", 2_684_354_560, Dimension.Bytes, "2.5GiB")]
    [InlineData("1MB", 1_000_000, Dimension.Bytes, "1MB")]
    [InlineData("1kB", 1_000, Dimension.Bytes, "1KB")]
    [InlineData("7B", 7, Dimension.Bytes, "7B")]
    [InlineData("500/s", 500, Dimension.Rate, "500/s")]
    [InlineData("2/ms", 2000, Dimension.Rate, "2000/s")]
    [InlineData("0", 0, Dimension.Number, "0")]
    [InlineData("-0", 0, Dimension.Number, "0")]
    [InlineData("1e6", 1_000_000, Dimension.Number, "1000000")]
    [InlineData("10.00", 10, Dimension.Number, "10")]
    public void A_quantity_has_one_value_and_one_text(string text, long value, Dimension dimension, string canonical)
    {
        Amounts.TryParse(text, out var amount, out var problem).ShouldBeTrue(problem);
        amount.ShouldBe(new Amount(value, dimension));
        amount.ToString().ShouldBe(canonical);
    }

    [Theory]
    [InlineData("30%", "0.3"), InlineData("0.1", "0.1"), InlineData("1e-28", "0.0000000000000000000000000001")]
    [InlineData("500/min", "500/min"), InlineData("79228162514264337593543950335", "79228162514264337593543950335")]
    public void Decimals_keep_every_digit(string text, string canonical)
    {
        Amounts.TryParse(text, out var amount, out var problem).ShouldBeTrue(problem);
        amount.ToString().ShouldBe(canonical);
    }

    [Theory]
    [InlineData("010", "`010` starts with 0: write 10")]
    [InlineData("-007ms", "`-007ms` starts with 0: write -7ms")]
    [InlineData("1:30", "`1:30` has a colon: write one number with its unit, like 90s or 1.5h")]
    [InlineData("0x10", "`0x10` is not decimal: write 16")]
    [InlineData("0o17", "`0o17` is not decimal: write 15")]
    [InlineData("1_000", "`1_000` has an underscore: write 1000")]
    [InlineData("1_000ms", "`1_000ms` has an underscore: write 1000ms")]
    [InlineData("1,5", "`1,5` has a comma: write 1.5")]
    [InlineData("1,5ms", "`1,5ms` has a comma: write 1.5ms")]
    [InlineData("yes",
        "`yes` is not a quantity: write a number and its unit, like 4ms, 16KiB, 500/s or 30%; "
            + "a truth value is true or false")]
    [InlineData("On",
        "`On` is not a quantity: write a number and its unit, like 4ms, 16KiB, 500/s or 30%; "
            + "a truth value is true or false")]
    [InlineData(".nan", "`.nan` is not a quantity: write a finite number")]
    [InlineData("-.inf", "`-.inf` is not a quantity: write a finite number")]
    [InlineData("NaN", "`NaN` is not a quantity: write a finite number")]
    [InlineData("1e400", "`1e400` is too large: numbers go up to 7.9e28")]
    [InlineData("1e-400", "`1e-400` is too fine: numbers have at most 28 decimal places")]
    [InlineData("1e99999999999", "`1e99999999999` is too large: numbers go up to 7.9e28")]
    [InlineData("9999999999999h", "`9999999999999h` is too long: durations go up to 292 years (2562047h)")]
    [InlineData("9223372036854775808ns",
        "`9223372036854775808ns` is too long: durations go up to 292 years (2562047h)")]
    [InlineData("9999999TiB", "`9999999TiB` is too large: sizes go up to 8388607TiB")]
    [InlineData("0.5ns", "`0.5ns` is finer than 1 ns: a duration is a whole number of nanoseconds")]
    [InlineData("0.9999999999999999999999999999h",
        "`0.9999999999999999999999999999h` is finer than 1 ns: a duration is a whole number of nanoseconds")]
    [InlineData("0.1B", "`0.1B` is finer than 1 B: a size is a whole number of bytes")]
    [InlineData("0.12345678901234567890123456789",
        "`0.12345678901234567890123456789` is too fine: numbers have at most 28 decimal places")]
    [InlineData("123456789.1234567890123456789012",
        "`123456789.1234567890123456789012` has too many digits: at most 28 are kept")]
    [InlineData(".5", "`.5` starts with a point: write 0.5")]
    [InlineData("+5", "`+5` has a plus sign: write 5")]
    [InlineData("5.", "`5.` has a point without digits: write 5")]
    [InlineData("5.ms", "`5.ms` has a point without digits: write 5ms")]
    [InlineData("4 ms", "`4 ms` has a space: write 4ms")]
    [InlineData("1h30min", "`1h30min` has several units: write one number with one unit, like 90min")]
    [InlineData("4MS",
        "`MS` is not a unit: units are % ns us ms s min h B KiB MiB GiB TiB KB MB GB TB /s /ms /min "
            + "B/s KiB/s MiB/s GiB/s TiB/s KB/s MB/s GB/s TB/s Kbit/s Mbit/s Gbit/s; "
            + "did you mean `4ms`?")]
    [InlineData("4sec",
        "`sec` is not a unit: units are % ns us ms s min h B KiB MiB GiB TiB KB MB GB TB /s /ms /min "
            + "B/s KiB/s MiB/s GiB/s TiB/s KB/s MB/s GB/s TB/s Kbit/s Mbit/s Gbit/s; "
            + "did you mean `4s`?")]
    [InlineData("4KIB",
        "`KIB` is not a unit: units are % ns us ms s min h B KiB MiB GiB TiB KB MB GB TB /s /ms /min "
            + "B/s KiB/s MiB/s GiB/s TiB/s KB/s MB/s GB/s TB/s Kbit/s Mbit/s Gbit/s; "
            + "did you mean `4KiB`?")]
    [InlineData("4parsecs",
        "`parsecs` is not a unit: units are % ns us ms s min h B KiB MiB GiB TiB KB MB GB TB /s /ms /min "
            + "B/s KiB/s MiB/s GiB/s TiB/s KB/s MB/s GB/s TB/s Kbit/s Mbit/s Gbit/s")]
    [InlineData("", "nothing is given: write a number and its unit, like 4ms, 16KiB, 500/s or 30%")]
    [InlineData("٣ms", "`٣ms` is not a quantity: write a number and its unit, like 4ms, 16KiB, 500/s or 30%")]
    [InlineData("five", "`five` is not a quantity: write a number and its unit, like 4ms, 16KiB, 500/s or 30%")]
    [InlineData("5\n", "`5\\n` is not a quantity: write a number and its unit, like 4ms, 16KiB, 500/s or 30%")]
    public void A_wrong_quantity_is_told_how_to_be_right(string text, string expected)
    {
        Amounts.TryParse(text, out _, out var problem).ShouldBeFalse();
        problem.ShouldBe(expected);
    }

    [Fact]
    public void What_is_written_reads_back_as_the_same() => Gen.Select(
        Gen.Long, Gen.Enum<Dimension>(), Gen.Int[0, 28]).Sample((value, dimension, places) =>
        {
            var scaled = dimension is Dimension.Number or Dimension.Rate ? new decimal(
                (int)value, (int)(value >> 32), 0, value < 0, (byte)places) : value;
            var amount = new Amount(scaled, dimension);
            Amounts.TryParse(amount.ToString(), out var read, out var problem).ShouldBeTrue(problem);
            read.ShouldBe(amount);
        }, iter: 5_000);

    [Fact]
    public void A_number_of_bytes_reads_back_whatever_unit_was_shortest() =>
        Gen.Select(Gen.Long[0, 4096], Gen.Int[0, 40], Gen.Int[-1, 1]).Sample((value, shift, off) =>
        {
            var amount = new Amount((value << shift) + off, Dimension.Bytes);
            Amounts.TryParse(amount.ToString(), out var read, out var problem).ShouldBeTrue(problem);
            read.ShouldBe(amount);
        }, iter: 5_000);

    [Fact]
    public void A_rate_per_minute_reads_back() => Gen.Int[-100_000, 100_000].Sample(perMinute =>
    {
        Amounts.TryParse($"{perMinute}/min", out var amount, out var problem).ShouldBeTrue(problem);
        Amounts.TryParse(amount.ToString(), out var read, out problem).ShouldBeTrue(problem);
        read.ShouldBe(amount);
    }, iter: 2_000);

    [Fact]
    public void Any_text_is_a_quantity_or_has_a_problem() =>
        Gen.String[Gen.Char["0123456789.,:_-+eExXmsKiB/% µn"], 0, 12].Sample(text =>
            Amounts.TryParse(text, out _, out var problem).ShouldBe(problem is null), iter: 20_000);
}
