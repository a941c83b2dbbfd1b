using System.Reflection;

namespace Timeslice.Language.Binding;

/// <summary>One thing that a scenario may name: its class, by its class name; its options, the parameters of its constructor.</summary>
public sealed class Kind
{
    readonly ConstructorInfo constructor;
    readonly Documentation documentation;

    internal Kind(Type type, Documentation documentation)
    {
        Type = type;
        Name = Kebab.Of(type.Name);
        constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();
        this.documentation = documentation;
        Options = [.. constructor.GetParameters().Select(parameter => new Option(parameter, () => documentation.Parameter(constructor, parameter)))];
    }

    public string Name { get; }
    public Type Type { get; }

    /// <summary>What it is, from its class's documentation.</summary>
    public string Summary => documentation.Summary(Type);
    public IReadOnlyList<Option> Options { get; }

    /// <summary>The option that a bare value stands for: <c>{exponential: 2ms}</c> is <c>{exponential: {mean: 2ms}}</c>.</summary>
    public Option? Main => Options.Count > 0 ? Options[0] : null;

    /// <summary>How it is written, for messages: <c>{round-robin: {quantum: …}}</c>.</summary>
    public string Form
    {
        get
        {
            var required = Options.Where(option => option.IsRequired).ToList();
            return required.Count == 0 ? Name : $"{{{Name}: {{{string.Join(", ", required.Select(option => $"{option.Name}: …"))}}}}}";
        }
    }

    internal bool Has(string option) => Options.Any(one => one.Name == option);

    internal object Create(object?[] options) => constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, options, null);
}

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
        _ => Convert.ToString(Parameter.DefaultValue, System.Globalization.CultureInfo.InvariantCulture),
    };

    /// <summary>Its name in C#, by which a constructor's refusal names it.</summary>
    internal ParameterInfo Parameter { get; }
}
