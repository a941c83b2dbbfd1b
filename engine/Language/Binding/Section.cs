using System.Reflection;

namespace Timeslice.Language.Binding;

/// <summary>A map of a scenario whose keys are the properties of a record, each with its documentation.</summary>
public sealed class Section
{
    readonly Documentation documentation;
    readonly Type type;

    /// <param name="otherwise">The record when nothing is given.</param>
    internal Section(string name, string path, object otherwise, Documentation documentation)
    {
        (Name, Path, type, this.documentation) = (name, path, otherwise.GetType(), documentation);
        Options = [.. type.GetProperties()
            .Where(property => property.SetMethod is { IsPublic: true } && property.PropertyType != typeof(string))
            .Select(property => new Option(property, property.GetValue(otherwise), documentation))];
    }

    public string Name { get; }

    /// <summary>Where it stands: <c>machine.cpus</c>.</summary>
    public string Path { get; }

    /// <summary>What it is, from its record's documentation.</summary>
    public string Summary => documentation.Summary(type);
    public IReadOnlyList<Option> Options { get; }

    internal IEnumerable<string> Keys => Options.Select(option => option.Name);
}
