using System.Security.Cryptography;
using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.ChatProtocol.Thrift;
using TwitterDm.ChatProtocol.Writing;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Chat.Writing;

/// <summary>An event as its sender signed it: without what the service adds.</summary>
/// <param name="MessageId">The id that the sender chose.</param>
/// <param name="Detail">The detail.</param>
/// <param name="Signature">The signature, or null if there is none.</param>
internal sealed record SubmittedEvent(string MessageId, ThriftStruct Detail, ChatEventSignature? Signature)
{
    /// <summary>What kind of event it is.</summary>
    public ChatEventKind Kind => Draft.Kind;

    /// <summary>The new key of a key change.</summary>
    public ChatKeyChange? KeyChange => Draft.KeyChange;

    /// <summary>The change of a group.</summary>
    public ChatGroupChange? GroupChange => Draft.GroupChange;

    /// <summary>The deletion of events.</summary>
    public ChatDelete? Delete => Draft.Delete;

    /// <summary>What a client would send of an event.</summary>
    public static SubmittedEvent Of(ChatEvent item) => new(item.MessageId!, item.Fields.Struct(7)!, item.Signature);

    /// <summary>Reads a message.</summary>
    /// <param name="body">The body of the request.</param>
    /// <param name="error">The error, if the result is null.</param>
    public static SubmittedEvent? ReadMessage(ValidatedBody body, out ChatWriteError? error)
    {
        var id = body.Text(ChatBodyRules.MessageId)!;
        var encoded = body.Text(ChatBodyRules.MessageSignature);
        var message = Decode(body.Text(ChatBodyRules.MessageCreateEvent)!);
        var signature = encoded is null ? null : Decode(encoded);
        error = (id, message, signature) switch
        {
            ({ Length: 0 }, _, _) => ChatWriteError.Invalid(ChatBodyRules.MessageId, "must not be empty"),
            (_, null, _) => ChatWriteError.Invalid(ChatBodyRules.MessageCreateEvent, "is not a MessageCreateEvent in base64"),
            (_, _, null) when encoded is not null => ChatWriteError.Invalid(
                ChatBodyRules.MessageSignature,
                "is not a MessageEventSignature in base64"),
            _ => null,
        };
        return error is null
            ? new SubmittedEvent(
                id,
                ChatDetails.Of(ChatEventKind.MessageCreateEvent, message!),
                signature is null ? null : new ChatEventSignature(signature))
            : null;
    }

    /// <summary>Reads the actions that come with a request, each signed by itself.</summary>
    /// <param name="body">The body of the request.</param>
    /// <param name="error">The error, if the result is null.</param>
    public static IReadOnlyList<SubmittedEvent>? ReadActions(ValidatedBody body, out ChatWriteError? error)
    {
        error = null;
        var actions = new List<SubmittedEvent>();
        foreach (var action in body.Objects(ChatBodyRules.ActionSignatures))
        {
            if (Decode(action.Text(ChatBodyRules.EventDetail)!) is not { } detail)
            {
                error = ChatWriteError.Invalid(
                    $"{ChatBodyRules.ActionSignatures}[{actions.Count}].{ChatBodyRules.EventDetail}",
                    "is not a MessageEventDetail in base64");
                return null;
            }

            var signature = action.Object(ChatBodyRules.EventSignature);
            actions.Add(new SubmittedEvent(action.Text(ChatBodyRules.MessageId)!, detail, new ChatEventSignature(new ThriftStruct()
                .Add(1, signature.Text(ChatBodyRules.Signature))
                .Add(2, signature.Text(ChatBodyRules.PublicKeyVersion))
                .Add(3, signature.Text(ChatBodyRules.SignatureVersion)))));
        }

        return actions;
    }

    /// <summary>The whole event, as lists will contain it.</summary>
    /// <param name="envelope">What the service adds.</param>
    /// <param name="signingKey">The registered key that verifies the signature, which the service adds, too.</param>
    public ChatEvent ToEvent(ChatEnvelope envelope, string? signingKey = null)
    {
        var whole = ChatEventFactory.Event(envelope, Detail);
        if (Signature is not null)
        {
            // What the sender claims about keys does not count.
            whole.Fields.AddStruct(
                9,
                new ThriftStruct().Add(1, Signature.Value).Add(2, Signature.KeyVersion).Add(3, Signature.Fields.Text(3)).Add(4, signingKey));
        }

        return whole;
    }

    private ChatEvent Draft => new(new ThriftStruct().AddStruct(7, Detail));

    /// <summary>Distinguishes this event from others with the same id.</summary>
    public byte[] Digest()
        => SHA256.HashData([.. ThriftCodec.Write(Detail), .. Signature is null ? [] : ThriftCodec.Write(Signature.Fields)]);

    private static ThriftStruct? Decode(string text)
    {
        // Both alphabets are allowed by X's patterns.
        if (Base64Text.Decode(text.Replace('-', '+').Replace('_', '/')) is not { Length: > 0 } bytes)
            return null;
        try
        {
            return ThriftCodec.Read(bytes);
        }
        catch (MalformedThriftException)
        {
            return null;
        }
    }
}
