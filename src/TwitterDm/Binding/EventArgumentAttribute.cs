using System.Management.Automation;

namespace TwitterDm.Binding;

/// <summary>
/// Converts what can stand for an event to references: ids, and events and sent messages, live or deserialized. The id of anything else,
/// such as a user, must not be taken for that of an event.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class EventArgumentAttribute : ArgumentTransformationAttribute
{
    /// <summary>Whether it is one event, which can be missing, and not a list.</summary>
    public bool IsSingle { get; set; }

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var events = PipedObject.Items(inputData).Select(Convert).ToArray();
        if (!IsSingle)
            return events;
        return events is [{ } single] ? single.Id.Length == 0 ? null : single : throw ArgumentText.NotA(inputData, "a single event.");
    }

    private static DmEventReference Convert(object? value)
        => PipedObject.Unwrap(value) switch
        {
            DmEventReference reference => reference,
            DmEvent item => new(item),
            DmMessage message => new(message),
            var simple when IdValue.Of(simple) is { IsScalar: true } id => OfSimple(id),
            _ when PipedObject.IsEvent(value!) || PipedObject.IsRowWithId(value!) => OfColumns(value!),
            _ when PipedObject.IsUser(value!) || PipedObject.Has(value!, "Id") => DmEventReference.Invalid(
                Described(value!),
                DmErrorReason.NotAnEvent),
            _ => throw ArgumentText.NotA(value!, "an event."),
        };

    private static DmEventReference OfSimple(IdValue id) => id.Reason is DmErrorReason.SingleCharacter or DmErrorReason.InexactNumber
        ? DmEventReference.Invalid(id.Text, id.Reason)
        : new DmEventReference(id.Text);

    // An edit, a reaction or a deletion stands for the message that it is about, as with a live event.
    private static DmEventReference OfColumns(object value)
    {
        var target = Text(value, nameof(DmEvent.TargetId));
        var reference = OfSimple(
            IdValue.Of(target ?? PipedObject.Get(value, nameof(DmMessage.EventId)) ?? PipedObject.Get(value, nameof(DmEvent.Id))));
        return reference
            .WithDetails(
                Text(value, nameof(DmEvent.ConversationId)),
                Text(value, nameof(DmEvent.Source)) ?? SourceOf(Text(value, nameof(DmEvent.EventTypeName))),
                target is null ? Text(value, nameof(DmEvent.SenderId)) : null,
                Text(value, nameof(DmEvent.Reaction)))
            .OfType(Text(value, nameof(DmEvent.EventType)));
    }

    // X names the classic types as this module does.
    private static string? SourceOf(string? eventTypeName)
        => eventTypeName switch
        {
            nameof(DmEventType.MessageCreate) or nameof(DmEventType.ParticipantsJoin) or nameof(DmEventType.ParticipantsLeave) =>
                SourceChoice.Classic,
            _ => null,
        };

    private static string? Text(object value, string property)
        => PipedObject.Get(value, property)?.ToString()?.Trim() is { Length: > 0 } text ? text : null;

    private static string Described(object value)
    {
        var id = PipedObject.Get(value, "Id")?.ToString();
        return PipedObject.IsUser(value) ? $"user {id}" : $"{id}";
    }
}
