using TwitterDm.Text;

namespace TwitterDm.Transcripts.JsonLines;

/// <summary>
/// Makes events of copies that have their properties but not their type: after serialization, in another process, in a file. A copy can
/// have been edited, so it is believed no more than a transcript that was imported.
/// </summary>
public static class DmEventCopy
{
    /// <summary>
    /// Makes an event of a copy. Values of another type than expected are converted where that is possible, and lists can be texts with
    /// semicolons.
    /// </summary>
    /// <param name="copy">The copy.</param>
    /// <param name="read">
    /// Reads a property of the copy, or of an object that such a property contains: a simple value, a list, a dictionary of plain values
    /// for additional properties, or an object; null where there is none.
    /// </param>
    /// <returns>The event.</returns>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: it is not a copy of an event.</exception>
    public static DmEvent Create(object copy, Func<object, string, object?> read)
        => Create(copy, read, (reader, source) => reader.Event(source, importedFrom: null, isCopy: true));

    /// <summary>Makes an attachment of a copy, which does not know its event.</summary>
    /// <param name="copy">The copy.</param>
    /// <param name="read">Reads a property of the copy, or of an object that such a property contains.</param>
    /// <returns>The attachment.</returns>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: it is not a copy of an attachment.</exception>
    public static DmMedia CreateMedia(object copy, Func<object, string, object?> read)
        => Create(copy, read, (reader, source) => new DmMedia(reader.Media(source)) { IsCopy = true });

    private static T Create<T>(object copy, Func<object, string, object?> read, Func<EventReader, object, T> create)
    {
        ArgumentNullException.ThrowIfNull(copy);
        ArgumentNullException.ThrowIfNull(read);
        try
        {
            return create(new EventReader(new PropertyValues(read, isExact: false)), copy);
        }
        catch (FormatException exception)
        {
            throw DmException.BadInput(
                $"The object is not an event: {VisibleText.Of(exception.Message, 200)}.",
                DmErrorReason.NotATranscriptEvent,
                copy,
                exception);
        }
    }
}
