namespace Timeslice.Language.Binding;

/// <summary>The list types that constructors ask for.</summary>
static class Lists
{
    /// <summary>T of an <c>IReadOnlyList&lt;T&gt;</c>, or null.</summary>
    public static Type? ItemType(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
            ? type.GetGenericArguments()[0] : null;
}
