using System.Collections;
using System.Management.Automation;
using TwitterDm.Session;
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
            return PlainValue.Of(value) as Dictionary<string, object?>;
        return value is IList items ? items.Cast<object?>().Select(PlainValue.Unwrap).ToArray() : value;
    }

    private static bool IsTable(object value)
        => PipedObject.IsRow(value)
        && PSObject.AsPSObject(value).Properties.All(property => property is not PSNoteProperty || property.Value is null or string);

    private static object? ValueOf(object owner, string property)
        => PlainValue.Unwrap(PSObject.AsPSObject(owner).Properties[property]?.Value);
}
