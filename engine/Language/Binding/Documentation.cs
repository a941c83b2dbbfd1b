using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Timeslice.Language.Binding;

/// <summary>The documentation of an assembly's types, from the file that the compiler lays beside it.</summary>
/// <remarks>Read when first asked for: only lists and reference pages need it.</remarks>
sealed partial class Documentation(Assembly assembly)
{
    readonly Lazy<IReadOnlyDictionary<string, XElement>> members = new(() =>
    {
        var path = Path.Combine(AppContext.BaseDirectory, $"{assembly.GetName().Name}.xml");
        if (!File.Exists(path)) return new Dictionary<string, XElement>();
        return XDocument.Load(path).Descendants("member").ToDictionary(member => Named(member)!);
    });

    public string Summary(Type type) => Text(members.Value.GetValueOrDefault($"T:{type.FullName}")?.Element("summary"));

    /// <summary>A parameter's text stands at the constructor, or at the type where that has a primary
    /// constructor.</summary>
    public string Parameter(ConstructorInfo constructor, ParameterInfo parameter)
    {
        var type = constructor.DeclaringType!.FullName;
        return Text(members.Value
            .Where(member => member.Key == $"T:{type}" || member.Key.StartsWith($"M:{type}.#ctor"))
            .SelectMany(member => member.Value.Elements("param"))
            .FirstOrDefault(text => Named(text) == parameter.Name));
    }

    /// <summary>Of a property, whose text stands at the type where the record has it as a parameter.</summary>
    public string Property(PropertyInfo property)
    {
        var type = property.DeclaringType!.FullName;
        var own = members.Value.GetValueOrDefault($"P:{type}.{property.Name}")?.Element("summary");
        return Text(own ?? members.Value.GetValueOrDefault($"T:{type}")?.Elements("param")
            .FirstOrDefault(text => Named(text) == property.Name));
    }

    /// <summary>Of one of the values of an enumeration.</summary>
    public string Member(FieldInfo member) => Text(members.Value
        .GetValueOrDefault($"F:{member.DeclaringType!.FullName}.{member.Name}")?.Element("summary"));

    static string? Named(XElement element) => (string?)element.Attribute("name");

    static string Text(XElement? element)
    {
        if (element is null) return "";
        foreach (var see in element.Descendants().Where(e => e.Name == "see" || e.Name == "paramref").ToList())
            see.ReplaceWith(((string?)see.Attribute("cref") ?? Named(see) ?? "").Split('.', ':')[^1]);
        foreach (var code in element.Descendants("c").ToList()) code.ReplaceWith($"`{code.Value}`");
        return Space().Replace(element.Value, " ").Trim();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
