namespace Timeslice.Tests.Theory;

/// What a Markov chain in continuous time gains until it comes to a state that it does not leave, by the equations of
/// its first steps.
static class MarkovChain
{
    const double Precision = 1e-10;

    /// <param name="steps">Where it goes from a state, at which rate, and what it gains by that.</param>
    /// <param name="perTime">What it gains in a state for each unit of time.</param>
    public static double GainFrom<T>(
        T start, Func<T, IEnumerable<(T To, double Rate, double Gain)>> steps, Func<T, double>? perTime = null)
        where T : notnull
    {
        var states = new List<T> { start };
        var numbers = new Dictionary<T, int> { [start] = 0 };
        var leaving = new List<List<(int To, double Rate, double Gain)>>();
        for (var i = 0; i < states.Count; i++)
            leaving.Add([.. steps(states[i]).Select(step => (Number(step.To), step.Rate, step.Gain))]);
        var value = new double[states.Count];
        for (var change = double.MaxValue; change > Precision;)
        {
            change = 0;
            for (var i = 0; i < value.Length; i++)
            {
                if (leaving[i].Count == 0) continue;
                var gain = perTime?.Invoke(states[i]) ?? 0;
                foreach (var (to, rate, gained) in leaving[i]) gain += rate * (gained + value[to]);
                gain /= leaving[i].Sum(step => step.Rate);
                change = Math.Max(change, Math.Abs(gain - value[i]) / (1 + gain));
                value[i] = gain;
            }
        }
        return value[0];

        int Number(T state)
        {
            if (numbers.TryGetValue(state, out var number)) return number;
            states.Add(state);
            return numbers[state] = states.Count - 1;
        }
    }
}
