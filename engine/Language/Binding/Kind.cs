using System.Reflection;
using Timeslice.Kernel;

namespace Timeslice.Language.Binding;

/// <summary>One thing that a scenario may name: a class, by its class name; its options are its constructor's
/// parameters.</summary>
public sealed class Kind
{
    readonly ConstructorInfo constructor;
    readonly Documentation documentation;
    readonly bool isNamed, isPart;

    /// <param name="name">How it is written.</param>
    /// <param name="isNamed">Its first parameter is no option, but the name that the scenario gives it.</param>
    /// <param name="isPart">It is written without its name, as its options alone.</param>
    internal Kind(Type type, string name, Documentation documentation, bool isNamed = false, bool isPart = false)
    {
        (Type, Name, this.documentation, this.isNamed, this.isPart) = (type, name, documentation, isNamed, isPart);
        // One that takes a machine is for scripts.
        constructor = type.GetConstructors()
            .Where(one => one.GetParameters().All(parameter => parameter.ParameterType != typeof(Machine)))
            .OrderByDescending(one => one.GetParameters().Length).First();
        Options = [.. constructor.GetParameters().Skip(isNamed ? 1 : 0)
            .Select(parameter => new Option(parameter, documentation))];
    }

    public string Name { get; }
    public Type Type { get; }

    /// <summary>What it is, from its class's documentation.</summary>
    public string Summary => documentation.Summary(Type);
    public IReadOnlyList<Option> Options { get; }

    /// <summary>The option that a bare value stands for: <c>{exponential: 2ms}</c> is
    /// <c>{exponential: {mean: 2ms}}</c>.</summary>
    public Option? Main => Options.Count > 0 ? Options[0] : null;

    /// <summary>How it is written, for messages: <c>{round-robin: {quantum: …}}</c>.</summary>
    public string Form
    {
        get
        {
            var required = Options.Where(option => option.IsRequired).Select(option => $"{option.Name}: …").ToList();
            if (required.Count == 0) return Name;
            var options = $"{{{string.Join(", ", required)}}}";
            return isPart ? options : $"{{{Name}: {options}}}";
        }
    }

    internal bool Has(string option) => Options.Any(one => one.Name == option);

    /// <param name="name">What the scenario calls it, where it has a name.</param>
    internal object Create(object?[] options, string? name = null) => constructor.Invoke(
        BindingFlags.DoNotWrapExceptions, null, isNamed ? [name ?? Name, .. options] : options, null);
}
