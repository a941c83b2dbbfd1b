using System.Reflection;

namespace Timeslice.Language.Binding;

/// <summary>A map of a scenario whose keys are known: what it is, and what each key means.</summary>
public sealed class Section
{
    readonly Func<string> summary;

    /// <summary>One whose keys are the properties of a record that may be set.</summary>
    /// <param name="otherwise">The record when nothing is given.</param>
    internal Section(string name, string path, object otherwise, Documentation documentation)
    {
        var type = otherwise.GetType();
        (Name, Path, summary) = (name, path, () => documentation.Summary(type));
        Options = [.. type.GetProperties()
            .Where(property => property.SetMethod is { IsPublic: true } && property.PropertyType != typeof(string))
            .Select(property => new Option(property, property.GetValue(otherwise), documentation))];
    }

    /// <summary>One that is read as a whole: its keys are the options of a kind.</summary>
    internal Section(string path, Kind kind) =>
        (Name, Path, summary, Options) = (kind.Name, path, () => kind.Summary, kind.Options);

    public string Name { get; }

    /// <summary>Where it stands: <c>machine.cpus</c>.</summary>
    public string Path { get; }

    /// <summary>What it is, from the documentation of its class.</summary>
    public string Summary => summary();
    public IReadOnlyList<Option> Options { get; }

    internal IEnumerable<string> Keys => Options.Select(option => option.Name);
}
