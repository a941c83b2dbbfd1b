using System.Globalization;
using System.Reflection;
using Timeslice.Des;

namespace Timeslice.Language.Binding;

/// <summary>An option of a kind, which is a parameter of its constructor; or of a section, a property of its
/// record.</summary>
public sealed class Option
{
    readonly Documentation documentation;
    readonly PropertyInfo? property;
    readonly Func<string> summary;

    internal Option(ParameterInfo parameter, Documentation documentation)
    {
        this.documentation = documentation;
        summary = () => documentation.Parameter((ConstructorInfo)parameter.Member, parameter);
        (Name, Type) = (Kebab.Of(parameter.Name!), parameter.ParameterType);
        (IsRequired, Otherwise) = (!parameter.HasDefaultValue, parameter.DefaultValue);
    }

    /// <param name="otherwise">The property's value when the option is left out.</param>
    internal Option(PropertyInfo property, object? otherwise, Documentation documentation)
    {
        (this.documentation, this.property) = (documentation, property);
        summary = () => documentation.Property(property);
        (Name, Type, Otherwise) = (Kebab.Of(property.Name), property.PropertyType, otherwise);
    }

    public string Name { get; }
    public Type Type { get; }
    public bool IsRequired { get; }

    /// <summary>What it means; where it is one of several words, what each of them means.</summary>
    public string Summary => string.Join(' ',
        [summary(), .. Members.Select(one => $"`{Kebab.Of(one.Name)}`: {documentation.Member(one)}")]);

    /// <summary>The value when it is left out, as YAML writes it; null where there is none.</summary>
    public string? Default => Text(Otherwise);

    /// <summary>The value that a record of its section has, as YAML writes it; null where there is none.</summary>
    public string? ValueIn(object record) => Text(property!.GetValue(record));

    /// <summary>What the constructor is given, or what the property has, when it is left out.</summary>
    internal object? Otherwise { get; }

    /// <summary>Gives a record that nobody else knows yet another value.</summary>
    internal void Set(object record, object value) =>
        property!.SetValue(record, value, BindingFlags.DoNotWrapExceptions, null, null, null);

    string? Text(object? value) => value switch
    {
        null when Type == typeof(Duration) => Duration.Zero.ToString(),
        null when Type == typeof(Kernel.Bytes) => new Kernel.Bytes(0).ToString(),
        null or DBNull => null,
        System.Collections.ICollection { Count: 0 } => null,
        bool truth => truth ? "true" : "false",
        Kernel.Signals.Signal signal => Kernel.Signals.Defaults.NameOf(signal),
        Enum choice => Kebab.Of(choice.ToString()),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    // Of signals there are too many; they are known by their names.
    IReadOnlyList<FieldInfo> Members => (Nullable.GetUnderlyingType(Type) ?? Type) is { IsEnum: true } choice
        && choice != typeof(Kernel.Signals.Signal) ? choice.GetFields(BindingFlags.Public | BindingFlags.Static) : [];
}
