using System.Reflection;

namespace TwitterDm.HelpWriter.Module;

/// <summary>Reads attributes as metadata, by the names of their types.</summary>
internal static class AttributeReader
{
    public static IEnumerable<CustomAttributeData> All(MemberInfo member, string typeName)
        => member.GetCustomAttributesData().Where(data => string.Equals(data.AttributeType.Name, typeName, StringComparison.Ordinal));

    public static CustomAttributeData? Find(MemberInfo member, string typeName) => All(member, typeName).FirstOrDefault();

    /// <summary>The value of a named argument, or the default of the type if the argument is not specified.</summary>
    public static T? Named<T>(CustomAttributeData attribute, string name)
        => attribute.NamedArguments
            .Where(argument => string.Equals(argument.MemberName, name, StringComparison.Ordinal))
            .Select(argument => (T?)argument.TypedValue.Value)
            .FirstOrDefault();

    /// <summary>The values of an array argument.</summary>
    public static IEnumerable<T> Many<T>(CustomAttributeTypedArgument argument)
        => ((IReadOnlyCollection<CustomAttributeTypedArgument>)argument.Value!).Select(item => (T)item.Value!);
}
