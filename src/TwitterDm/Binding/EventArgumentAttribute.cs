using System.Management.Automation;

namespace TwitterDm.Binding;

/// <summary>
/// Converts what can stand for an event to references: ids, and events and sent messages, live or deserialized. The id of anything else, such
/// as a user, must not be taken for that of an event.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class EventArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => PipedObject.Items(inputData).Select(Convert).ToArray();

    private static DmEventReference Convert(object? value) => PipedObject.Unwrap(value) switch
    {
        DmEventReference reference => reference,
        DmEvent item => new(item),
        DmMessage message => new(message),
        var simple when IdValue.Of(simple) is { IsScalar: true } id => OfSimple(id),
        _ when PipedObject.IsEvent(value!) || PipedObject.IsRowWithId(value!) => OfSimple(IdValue.Of(PipedObject.Get(value!, "EventId") ?? PipedObject.Get(value!, "Id"))),
        _ when PipedObject.IsUser(value!) || PipedObject.Has(value!, "Id") => DmEventReference.Invalid(Described(value!), DmErrorReason.NotAnEvent),
        _ => throw ArgumentText.NotA(value!, "an event."),
    };

    private static DmEventReference OfSimple(IdValue id) => id.Reason is DmErrorReason.SingleCharacter or DmErrorReason.InexactNumber
        ? DmEventReference.Invalid(id.Text, id.Reason)
        : new DmEventReference(id.Text);

    private static string Described(object value)
    {
        var id = PipedObject.Get(value, "Id")?.ToString();
        return PipedObject.IsUser(value) ? $"user {id}" : $"{id}";
    }
}
