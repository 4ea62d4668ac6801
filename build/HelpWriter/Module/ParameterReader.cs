using System.Reflection;

namespace TwitterDm.HelpWriter.Module;

/// <summary>Reads a parameter from its property.</summary>
internal static class ParameterReader
{
    public static ParameterFacts Read(PropertyInfo property)
    {
        var type = WithoutNullable(property.PropertyType);
        return new(
            property.Name,
            type.Name,
            type.Name is "SwitchParameter",
            type.IsArray,
            Values(property, type.IsArray ? type.GetElementType()! : type),
            [.. AttributeReader.All(property, "AliasAttribute").SelectMany(alias => AttributeReader.Many<string>(alias.ConstructorArguments[0]))],
            AttributeReader.Find(property, "SupportsWildcardsAttribute") is not null,
            [.. AttributeReader.All(property, "ParameterAttribute").Select(Place)]);
    }

    private static Type WithoutNullable(Type type)
        => type.IsGenericType && type.Name is "Nullable`1" ? type.GetGenericArguments()[0] : type;

    private static string[] Values(PropertyInfo property, Type type)
    {
        if (AttributeReader.Find(property, "ValidateSetAttribute") is { } set)
            return [.. AttributeReader.Many<string>(set.ConstructorArguments[0])];
        // What is unknown is rarely asked for.
        return type.IsEnum ? [.. type.GetEnumNames().OrderBy(name => name is "Unknown")] : [];
    }

    private static ParameterPlace Place(CustomAttributeData attribute)
    {
        // If no position is specified, an attribute instance has int.MinValue, but its metadata does not contain the argument.
        var position = attribute.NamedArguments.Any(argument => argument.MemberName is "Position")
            ? AttributeReader.Named<int>(attribute, "Position")
            : (int?)null;
        return new(
            AttributeReader.Named<string>(attribute, "ParameterSetName") ?? ParameterPlace.AllSets,
            AttributeReader.Named<bool>(attribute, "Mandatory"),
            position,
            AttributeReader.Named<bool>(attribute, "ValueFromPipeline"),
            AttributeReader.Named<bool>(attribute, "ValueFromPipelineByPropertyName"));
    }
}
