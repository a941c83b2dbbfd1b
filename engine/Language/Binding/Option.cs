using System.Globalization;
using System.Reflection;

namespace Timeslice.Language.Binding;

/// <summary>An option of a kind: a parameter of its constructor.</summary>
public sealed class Option
{
    readonly Func<string> summary;

    internal Option(ParameterInfo parameter, Func<string> summary)
    {
        (Parameter, this.summary) = (parameter, summary);
        Name = Kebab.Of(parameter.Name!);
    }

    public string Name { get; }
    public string Summary => summary();
    public Type Type => Parameter.ParameterType;
    public bool IsRequired => !Parameter.HasDefaultValue;

    /// <summary>The value when it is left out, as YAML writes it; null where there is none.</summary>
    public string? Default => Parameter switch
    {
        { HasDefaultValue: false } or { DefaultValue: null } => null,
        { DefaultValue: bool truth } => truth ? "true" : "false",
        { DefaultValue: Enum choice } => Kebab.Of(choice.ToString()),
        _ => Convert.ToString(Parameter.DefaultValue, CultureInfo.InvariantCulture),
    };

    /// <summary>Its name in C#, by which a constructor's refusal names it.</summary>
    internal ParameterInfo Parameter { get; }
}
