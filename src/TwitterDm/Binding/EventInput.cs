using System.Globalization;
using System.Management.Automation;
using TwitterDm.Text;

namespace TwitterDm.Binding;

/// <summary>
/// Events from the pipeline, and what to say about objects that are none. Counts the objects, so that an error can name the place of one.
/// </summary>
internal sealed class EventInput
{
    private const int MaxColumns = 100;

    private long _position;

    /// <summary>Reads the next object of the input.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: it is not an event.</exception>
    public DmEvent Read(PSObject input)
    {
        Skip();
        if (!PipedObject.IsWholeEvent(input))
            throw NotAnEvent(input, $", but {TypeOf(input)}", cause: null);
        // Without it, events of several conversations would become one. Only X can leave it out.
        if (input.BaseObject is not DmEvent && string.IsNullOrWhiteSpace(PipedObject.GetText(input, nameof(DmEvent.ConversationId))))
            throw NotAnEvent(input, $": it has no {nameof(DmEvent.ConversationId)}", cause: null);
        try
        {
            return EventCopies.Of(input);
        }
        catch (DmException exception) when (exception.Reason == DmErrorReason.NotATranscriptEvent)
        {
            throw NotAnEvent(input, $": {VisibleText.Of(exception.InnerException?.Message, MaxColumns)}", exception);
        }
    }

    /// <summary>Counts an object that is something else.</summary>
    public void Skip() => _position++;

    private DmException NotAnEvent(PSObject input, string what, DmException? cause)
        => new(
            DmErrorKind.InvalidRequest,
            string.Create(CultureInfo.InvariantCulture, $"Object {_position} of the input is not an event{what}."),
            cause)
        {
            Reason = DmErrorReason.NotATranscriptEvent,
            Target = input,
        };

    private static string TypeOf(PSObject input)
        => PipedObject.IsRow(input)
            ? $"an object with the properties {VisibleText.Of(string.Join(", ", input.Properties.Select(property => property.Name)), MaxColumns)}"
            : $"a {VisibleText.Of(input.TypeNames.FirstOrDefault(), MaxColumns)}";
}
