using System.Collections;
using System.Management.Automation;
using TwitterDm.Transcripts.JsonLines;

namespace TwitterDm.Binding;

/// <summary>Events from the pipeline, live or as copies: of Clixml, a job, a remote session, JSON or CSV.</summary>
internal static class EventCopies
{
    /// <summary>The event.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: it is not one.</exception>
    public static DmEvent Of(PSObject input) => input.BaseObject is DmEvent live ? live : DmEventCopy.Create(input, Read);

    /// <summary>The attachment.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: it is not one.</exception>
    public static DmMedia MediaOf(PSObject input) => input.BaseObject is DmMedia live ? live : DmEventCopy.CreateMedia(input, Read);

    /// <summary>Whether it is a row whose columns are texts, as those of CSV, which has no attachments.</summary>
    public static bool IsTextRow(PSObject input) => IsTable(input) && ValueOf(input, nameof(DmEvent.Media)) is null or string;

    private static object? Read(object owner, string property)
    {
        var value = ValueOf(owner, property);
        // An empty cell says that there is nothing.
        if (value is "" && IsTable(owner))
            return null;
        if (string.Equals(property, nameof(DmEvent.AdditionalProperties), StringComparison.Ordinal))
            return Members(value);
        return value is IList items ? items.Cast<object?>().Select(Unwrap).ToArray() : value;
    }

    private static bool IsTable(object value)
        => PipedObject.IsRow(value)
        && PSObject.AsPSObject(value).Properties.All(property => property is not PSNoteProperty || property.Value is null or string);

    private static object? ValueOf(object owner, string property) => Unwrap(PSObject.AsPSObject(owner).Properties[property]?.Value);

    private static object? Unwrap(object? value) => value is PSObject { BaseObject: not PSCustomObject and var inner } ? inner : value;

    private static Dictionary<string, object?>? Members(object? value) => Plain(value) as Dictionary<string, object?>;

    // After ConvertFrom-Json, a dictionary is an object.
    private static object? Plain(object? value)
        => value switch
        {
            PSObject { BaseObject: PSCustomObject } members => members.Properties.ToDictionary(
                property => property.Name,
                property => Plain(property.Value),
                StringComparer.Ordinal),
            PSObject wrapped => Plain(wrapped.BaseObject),
            IDictionary members => members
                .Keys.Cast<object>()
                .ToDictionary(name => $"{name}", name => Plain(members[name]), StringComparer.Ordinal),
            IList items => items.Cast<object?>().Select(Plain).ToArray(),
            _ => value,
        };
}
