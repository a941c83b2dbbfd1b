using Timeslice.Experiments;

namespace Timeslice.Plots;

/// <summary>The words around a chart.</summary>
/// <param name="Title">The question, or the finding.</param>
/// <param name="Subtitle">What the chart shows, and which parameters are fixed.</param>
/// <param name="SmallPrint">Where it comes from: scenario, replications, seed, engine version.</param>
public sealed record Caption(string Title, string Subtitle, string SmallPrint)
{
    /// <summary>The caption of a chart of one replication: the first one of the traced point.</summary>
    public static Caption OfOneRun(StudyResult study, string shows) =>
        Of(study, shows, study.Traced.Parameters, study.Replications > 1 ? "replication 0" : "1 replication");

    /// <summary>The caption of a chart over all replications, with the parameters that it holds fixed.</summary>
    public static Caption OfAllRuns(
        StudyResult study, string shows, IEnumerable<KeyValuePair<string, string>> fixedParameters) =>
        Of(study, shows, fixedParameters,
            study.Replications == 1 ? "1 replication" : $"{study.Replications} replications");

    static Caption Of(
        StudyResult study, string shows, IEnumerable<KeyValuePair<string, string>> parameters, string replications)
    {
        var settings = string.Join(", ", parameters.Select(p => $"{p.Key} = {FlowText.ForPeople(p.Value)}"));
        return new(
            Wording.Clean(study.Title.Length > 0 ? study.Title : study.Scenario),
            Wording.Clean(settings.Length > 0 ? $"{shows} · {settings}" : shows),
            Wording.Clean($"{study.Scenario} · {replications} · seed {study.Seed} · Timeslice {study.EngineVersion}"));
    }
}
