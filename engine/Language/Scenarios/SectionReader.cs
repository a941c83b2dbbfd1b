using Timeslice.Des;
using Timeslice.Language.Binding;
using Timeslice.Language.Syntax;

namespace Timeslice.Language.Scenarios;

/// <summary>Sets properties of records to what a scenario gives; what a record refuses is an error at its
/// place.</summary>
sealed class SectionReader(Binder binder, Diagnostics diagnostics)
{
    /// <param name="record">Nobody else's.</param>
    public T Fill<T>(T record, Section section, MapReader map) where T : class
    {
        foreach (var option in section.Options)
            if (map[option.Name] is { } node) Set(record, option, node, KeyPath.Of(map.Path, option.Name));
        return record;
    }

    public void Set(object record, Option option, Node node, string path)
    {
        if (binder.Value(option.Type, node, path) is not { } value) return;
        try
        {
            option.Set(record, value);
            if (value is Duration time && time < Duration.Zero)
                Refuse("is below 0", "a duration of 0 or above is needed");
        }
        catch (ArgumentException refusal)
        {
            Refuse(refusal.Message.Split(" (Parameter")[0]);
        }

        void Refuse(string problem, string? hint = null) =>
            diagnostics.Error(node.Place, path, $"{Excerpt.Of(node.ToFlow())} {problem}", hint);
    }
}
