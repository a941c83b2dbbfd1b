using Timeslice.Language.Expressions;
using Timeslice.Language.Syntax;

namespace Timeslice.Tests.Language;

public class ParametersAreSubstituted
{
    static (Node Tree, Diagnostics Diagnostics) Apply(
        string text, IReadOnlySet<string>? except = null, IReadOnlySet<string>? variables = null)
    {
        var (root, diagnostics) = TheSample.Read(text);
        var map = root.ShouldBeOfType<MapNode>();
        diagnostics.ToString().ShouldBeEmpty();
        var given = map["parameters"] is MapNode section ? section.Entries : [];
        var parameters = given.ToDictionary(entry => entry.Key, entry => entry.Value);
        var rest = map with { Entries = [.. map.Entries.Where(entry => entry.Key != "parameters")] };
        return (Substitution.Apply(rest, parameters, diagnostics, except, variables), diagnostics);
    }

    [Theory]
    [InlineData("$a", "4"), InlineData("'$a'", "4"), InlineData("$p", "{round-robin: {quantum: 4ms}}")]
    [InlineData("${a * 2}", "8")]
    [InlineData("${a * 1ms}", "4ms"), InlineData("${$a > 3}", "true")]
    [InlineData("n=${a}, ${10ms / 3}!", "\"n=4, 3.333333ms!\"")]
    [InlineData("$$a", "\"$a\""), InlineData("cost $5", "cost $5"), InlineData("$", "$")]
    [InlineData("'$${a}'", "\"${a}\""), InlineData("${t}", "fair")]
    [InlineData("${q}", "\"4ms\""), InlineData("$b", "8"), InlineData("$c", "[8, {x: 4}]")]
    [InlineData("\"${'}'}\"", "\"}\"")]
    public void A_scalar_becomes(string scalar, string value)
    {
        const string parameters =
            "{c: [$b, {x: $a}], b: \"${a * 2}\", a: 4, t: fair, q: '4ms', p: {round-robin: {quantum: 4ms}}}";
        var (tree, diagnostics) = Apply($"parameters: {parameters}\nx: {scalar}\n");
        diagnostics.ToString().ShouldBeEmpty();
        var x = ((MapNode)tree)["x"]!;
        x.ToFlow().ShouldBe(value);
        x.Place.ShouldBe(new Place(2, 4));
    }

    [Theory]
    [InlineData("parameters: {workers: 1}\nx: [$wrkers]",
        "s.yaml:2:5: error: x[0]: the parameter `wrkers` is unknown; did you mean `workers`?")]
    [InlineData("x: $a", "s.yaml:1:4: error: x: the parameter `a` is unknown; the scenario has no `parameters:`")]
    [InlineData("parameters: {a: $b, b: $a}\nx: $a",
        "s.yaml:1:24: error: parameters.b: parameters refer to one another in a circle: a → b → a; "
            + "give one of them a value of its own")]
    [InlineData("parameters: {a: [1]}\nx: ${a + 1}",
        "s.yaml:2:4: error: x: `a` is a list: an expression needs a quantity or a text")]
    [InlineData("parameters: {a: 1}\nx: ${a +}", "s.yaml:2:4: error: x: `a +`: expected a value, found the end")]
    [InlineData("parameters: {a: 1}\nx: ${a", "s.yaml:2:4: error: x: `${a`: `${` without its `}`")]
    [InlineData("parameters: {a: 1}\nx: ${a + 1ms}",
        "s.yaml:2:4: error: x: 1 + 1ms mixes a number and a duration: give both the same kind of unit")]
    public void A_wrong_reference_is_located(string text, string error) =>
        Apply(text).Diagnostics.ToString().ShouldBe(error);

    [Fact]
    public void What_is_resolved_in_the_run_stays_as_it_is()
    {
        var (tree, diagnostics) = Apply(
            "parameters: {a: 1}\nexpect: [b < $a]\nx: [$v, '${v + a}', $a]",
            except: new HashSet<string> { "expect" }, variables: new HashSet<string> { "v" });
        diagnostics.ToString().ShouldBeEmpty();
        tree.ToFlow().ShouldBe("{expect: [b < $a], x: [$v, \"${v + a}\", 1]}");
    }

    [Fact]
    public void Many_expressions_take_no_time()
    {
        var text = "parameters: {a: 4}\nx:\n" + string.Concat(Enumerable.Repeat("- ${a * 2ms + 1us}\n", 20_000));
        CpuTime.Of(() => Apply(text).Diagnostics.ToString().ShouldBeEmpty()).ShouldBeLessThan(CpuTime.OfAHang);
    }

    [Fact]
    public void Many_unknown_names_take_no_time()
    {
        var known = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"  {new string('a', 50)}{i:d6}: 1\n"));
        var unknown = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"- ${new string('b', 50)}{i:d6}\n"));
        var text = $"parameters:\n{known}x:\n{unknown}";
        CpuTime.Of(() => Apply(text).Diagnostics.Errors.ShouldBe(20_000)).ShouldBeLessThan(CpuTime.OfAHang);
    }

    [Theory]
    [InlineData("[$p{0}, $p{0}, $p{0}, $p{0}, $p{0}, $p{0}, $p{0}, $p{0}]"), InlineData("[$p{0}]"), InlineData("$p{0}")]
    [InlineData("'${{p{0}}} ${{p{0}}}'")]
    public void A_bomb_of_parameters_is_refused_at_once(string body)
    {
        var parameters = string.Concat(Enumerable.Range(0, 500).Select(i => $"  p{i}: {string.Format(body, i + 1)}\n"));
        var text = $"parameters:\n{parameters}  p500: lol\nx: $p0\n";
        CpuTime.Of(() => Apply(text).Diagnostics.HasErrors.ShouldBeTrue()).ShouldBeLessThan(CpuTime.OfAHang);
    }
}
