using System.Management.Automation;

namespace TwitterDm.Binding;

/// <summary>
/// Converts what can stand for a user to references: text, exact numbers, and users, live or deserialized. A value that would silently
/// become another user, such as a character of an id, becomes a reference that is reported when it is used.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class UserArgumentAttribute : ArgumentTransformationAttribute
{
    private const StringSplitOptions SplitOptions = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;

    /// <summary>Whether an event stands for its sender.</summary>
    public bool AcceptsEvents { get; set; }

    /// <summary>Whether a conversation stands for its participants.</summary>
    public bool AcceptsConversations { get; set; }

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
        => PipedObject.Items(inputData).SelectMany(PipedObject.Items).SelectMany(ConvertAll).ToArray();

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

    private IEnumerable<DmUserReference> ConvertAll(object? value)
        => AcceptsConversations && value is not null && PipedObject.IsConversation(value)
            ? OfParticipants(value)
            : [Convert(value)];

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

    // A cell of a CSV file has the list as one text. Without participants, the conversation itself is reported when it is used.
    private static DmUserReference[] OfParticipants(object value)
    {
        var ids = PipedObject.Get(value, nameof(DmConversation.ParticipantIds)) switch
        {
            null => [],
            string text => text.Split(';', SplitOptions),
            var list => PipedObject.Items(list),
        };
        var participants = ids.Select(id => OfSimple(IdValue.Of(PipedObject.Unwrap(id)))).ToArray();
        return participants.Length > 0
            ? participants
            : [DmUserReference.Invalid(Text(value, nameof(DmConversation.ConversationId))!, DmErrorReason.ConversationInsteadOfUser)];
    }

    private static string? Text(object value, string property)
        => PipedObject.Get(value, property)?.ToString() is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;
}
