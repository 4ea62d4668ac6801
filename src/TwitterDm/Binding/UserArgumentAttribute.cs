using System.Management.Automation;

namespace TwitterDm.Binding;

/// <summary>
/// Converts what can stand for a user to references: text, exact numbers, and users, live or deserialized. A value that would silently
/// become another user, such as a character of an id, becomes a reference that is reported when it is used.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class UserArgumentAttribute : ArgumentTransformationAttribute
{
    /// <summary>Whether an event stands for its sender.</summary>
    public bool AcceptsEvents { get; set; }

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
        => PipedObject.Items(inputData).SelectMany(PipedObject.Items).Select(Convert).ToArray();

    /// <summary>The reference of a text or another simple value.</summary>
    public static DmUserReference OfSimple(IdValue value) => value switch
    {
        { Reason: not DmErrorReason.None } => DmUserReference.Invalid(value.Text, value.Reason),
        _ => new DmUserReference(value.Text),
    };

    /// <summary>The reference of a user, live or deserialized.</summary>
    public static DmUserReference OfUser(object value) => PipedObject.Unwrap(value) is DmUser user
        ? new(user)
        : new(new DmUser { Id = Text(value, nameof(DmUser.Id)) ?? string.Empty, Username = Text(value, nameof(DmUser.Username)) });

    private DmUserReference Convert(object? value)
    {
        if (PipedObject.Unwrap(value) is DmUserReference reference)
            return reference;
        var simple = IdValue.Of(PipedObject.Unwrap(value));
        if (simple.IsScalar)
            return OfSimple(simple);
        if (PipedObject.IsUser(value!))
            return OfUser(value!);
        if (PipedObject.IsUserReference(value!))
            return OfReference(value!);
        return AcceptsEvents && PipedObject.IsEvent(value!) && !PipedObject.Has(value!, "User")
            ? OfSender(value!)
            : throw ArgumentText.NotA(value!, "a user. Give an id, an '@name', or a DmUser object.");
    }

    // One that was refused stays refused, although its text alone can look like a user.
    private static DmUserReference OfReference(object value)
    {
        var text = Text(value, nameof(DmUserReference.Value)) ?? string.Empty;
        if (Text(value, nameof(DmUserReference.Id)) is { } id)
            return new(id);
        var reason = Enum.TryParse<DmErrorReason>(Text(value, nameof(DmUserReference.Reason)), out var found) ? found : DmErrorReason.None;
        return Text(value, nameof(DmUserReference.Username)) is { } name ? new("@" + name) : DmUserReference.Invalid(text, reason);
    }

    private static DmUserReference OfSender(object value)
    {
        if (PipedObject.Unwrap(value) is DmEvent item)
            return new(item);
        var id = IdValue.Of(PipedObject.Get(value, nameof(DmEvent.SenderId)));
        if (id.Reason == DmErrorReason.InexactNumber)
            return OfSimple(id);
        var sender = id.Text.Trim();
        var isOutgoing = string.Equals(
            PipedObject.Get(value, nameof(DmEvent.Direction))?.ToString(),
            nameof(DmDirection.Outgoing),
            StringComparison.OrdinalIgnoreCase);
        return new(
            new DmEvent
            {
                Id = string.Empty,
                Direction = (isOutgoing ? DmDirection.Outgoing : DmDirection.Incoming).ToString(),
                SenderId = sender,
                Sender = new DmUser { Id = sender, Username = Text(value, nameof(DmEvent.SenderUsername)) },
            });
    }

    private static string? Text(object value, string property)
        => PipedObject.Get(value, property)?.ToString() is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;
}
