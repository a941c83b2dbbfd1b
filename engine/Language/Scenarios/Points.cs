using Timeslice.Language.Syntax;

namespace Timeslice.Language.Scenarios;

/// <summary>All combinations of the values of swept parameters, the last parameter varying fastest.</summary>
static class Points
{
    public static IReadOnlyList<ScenarioPoint> Of(IReadOnlyList<(string Name, IReadOnlyList<Node> Values)> axes)
    {
        var points = new ScenarioPoint[axes.Aggregate(1, (count, axis) => checked(count * axis.Values.Count))];
        for (var index = 0; index < points.Length; index++)
        {
            var (swept, rest) = (new KeyValuePair<string, Node>[axes.Count], index);
            for (var i = axes.Count - 1; i >= 0; i--)
            {
                (rest, var value) = Math.DivRem(rest, axes[i].Values.Count);
                swept[i] = new(axes[i].Name, axes[i].Values[value]);
            }
            points[index] = new(index, swept);
        }
        return points;
    }
}
