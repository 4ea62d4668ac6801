using System.Collections;
using System.Management.Automation;

namespace TwitterDm.Session;

/// <summary>Values without PowerShell's wrappers.</summary>
internal static class PlainValue
{
    /// <summary>A value without its wrapper. That of a deserialized object is kept: it has the properties and the text.</summary>
    public static object? Unwrap(object? value) => value is PSObject { BaseObject: not PSCustomObject and var inner } ? inner : value;

    /// <summary>A value without wrappers, also in its items and members. After ConvertFrom-Json, a dictionary is an object.</summary>
    public static object? Of(object? value)
        => value switch
        {
            PSObject { BaseObject: PSCustomObject } members => members.Properties.ToDictionary(
                property => property.Name,
                property => Of(property.Value),
                StringComparer.Ordinal),
            PSObject wrapped => Of(wrapped.BaseObject),
            IDictionary members => members
                .Keys.Cast<object>()
                .ToDictionary(name => $"{name}", name => Of(members[name]), StringComparer.Ordinal),
            IList items => items.Cast<object?>().Select(Of).ToArray(),
            _ => value,
        };
}
