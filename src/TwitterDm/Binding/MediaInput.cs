using System.Management.Automation;
using TwitterDm.Text;

namespace TwitterDm.Binding;

/// <summary>What to save: an event with its attachments, or a single attachment.</summary>
/// <param name="Event">The event; null for a single attachment.</param>
/// <param name="Media">The attachments.</param>
internal sealed record MediaInput(DmEvent? Event, IReadOnlyList<DmMedia> Media)
{
    /// <summary>Reads an object from the pipeline, live or deserialized.</summary>
    /// <param name="input">The object.</param>
    /// <param name="position">Its position in the input, from 1.</param>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: it is neither an event nor an attachment.</exception>
    public static MediaInput Of(PSObject input, long position)
    {
        if (input.BaseObject is not DmEvent && PipedObject.IsMedia(input))
            return new(null, [EventCopies.MediaOf(input)]);
        if (!PipedObject.IsEvent(input))
            throw NotMedia(input, position);
        if (PipedObject.Get(input, nameof(DmEvent.Media)) is string { Length: > 0 })
        {
            throw new DmException(
                DmErrorKind.InvalidRequest,
                FormattableString.Invariant(
                    $"Row {position} of the input has the text of an event's attachments, and not the attachments themselves."))
            {
                Reason = DmErrorReason.MediaAsText,
                Target = input,
            };
        }

        var item = EventCopies.Of(input);
        return new(item, item.Media);
    }

    private static DmException NotMedia(PSObject input, long position)
        => new(
            DmErrorKind.InvalidRequest,
            FormattableString.Invariant(
                $"Object {position} of the input, '{VisibleText.Of(LanguagePrimitives.ConvertTo<string>(input.BaseObject), 100)}' of the type {input.TypeNames.FirstOrDefault()}, is neither an event nor an attachment."))
        {
            RecommendedAction =
                "Pipe events, such as those of Get-DmEvent or Import-DmArchive, or their attachments: (Get-DmEvent).Media | Save-DmMedia.",
            Target = input,
        };
}
