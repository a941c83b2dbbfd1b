using Timeslice.Language.Syntax;

namespace Timeslice.Language.Scenarios;

/// <summary>All combinations of the values of swept parameters, the last parameter varying fastest.</summary>
static class Points
{
    public static IReadOnlyList<ScenarioPoint> Of(IReadOnlyList<SweptParameter> swept)
    {
        var points = new ScenarioPoint[swept.Aggregate(1, (count, one) => checked(count * one.Values.Count))];
        for (var index = 0; index < points.Length; index++)
        {
            var (values, rest) = (new KeyValuePair<string, Node>[swept.Count], index);
            for (var i = swept.Count - 1; i >= 0; i--)
            {
                (rest, var value) = Math.DivRem(rest, swept[i].Values.Count);
                values[i] = new(swept[i].Name, swept[i].Values[value]);
            }
            points[index] = new(index, values);
        }
        return points;
    }
}
