using System.Reflection;

namespace TwitterDm.HelpWriter.Module;

/// <summary>Reads the cmdlets of an assembly from their attributes, without running any of its code or PowerShell.</summary>
internal static class ModuleReader
{
    public static IReadOnlyList<CmdletFacts> Read(string module, IEnumerable<string> references)
    {
        using var context = new MetadataLoadContext(new PathAssemblyResolver(references.Append(module)));
        return
        [
            .. context.LoadFromAssemblyPath(module).GetExportedTypes()
                .Where(type => !type.IsAbstract)
                .Select(type => (type, attribute: AttributeReader.Find(type, "CmdletAttribute")))
                .Where(pair => pair.attribute is not null)
                .Select(pair => ReadCmdlet(pair.type, pair.attribute!))
                .OrderBy(cmdlet => cmdlet.Name, StringComparer.Ordinal),
        ];
    }

    private static CmdletFacts ReadCmdlet(Type type, CustomAttributeData attribute)
    {
        var parameters = type.GetProperties()
            .Where(property => AttributeReader.Find(property, "ParameterAttribute") is not null)
            .Select(ParameterReader.Read)
            .ToArray();
        var defaultSet = AttributeReader.Named<string>(attribute, "DefaultParameterSetName");
        return new(
            (string)attribute.ConstructorArguments[0].Value!,
            (string)attribute.ConstructorArguments[1].Value!,
            ParameterSets(parameters, defaultSet),
            OutputTypes(type),
            parameters,
            AttributeReader.Named<bool>(attribute, "SupportsShouldProcess"));
    }

    private static string[] ParameterSets(ParameterFacts[] parameters, string? defaultSet)
    {
        var named = parameters
            .SelectMany(parameter => parameter.Places)
            .Select(place => place.ParameterSet)
            .Where(name => name is not ParameterPlace.AllSets)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .OrderByDescending(name => string.Equals(name, defaultSet, StringComparison.OrdinalIgnoreCase))
            .ToArray();
        if (named is [])
            return [ParameterPlace.AllSets];

        // The default set does not need parameters of its own. It still gets a syntax line.
        return defaultSet is null || named.Contains(defaultSet, StringComparer.OrdinalIgnoreCase) ? named : [defaultSet, .. named];
    }

    private static string[] OutputTypes(Type type) =>
    [
        .. AttributeReader.All(type, "OutputTypeAttribute")
            .SelectMany(attribute => AttributeReader.Many<Type>(attribute.ConstructorArguments[0]))
            .Select(output => output.FullName!)
            .Where(name => name is not "System.Void"),
    ];
}
