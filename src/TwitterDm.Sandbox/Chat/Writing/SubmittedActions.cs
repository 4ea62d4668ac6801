using TwitterDm.ChatProtocol;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Chat.Writing;

/// <summary>Reads the signed events of a request, and compares them with what the request says beside them.</summary>
internal static class SubmittedActions
{
    /// <summary>Reads the only event of a kind.</summary>
    /// <param name="body">The body of the request.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="count">How many events there must be, of all kinds.</param>
    /// <param name="error">The error, if the result is null.</param>
    public static SubmittedEvent? Read(ValidatedBody body, ChatEventKind kind, int count, out ChatWriteError? error)
    {
        if (SubmittedEvent.ReadActions(body, out error) is not { } actions)
            return null;
        var found = actions.Where(action => action.Kind == kind).ToList();
        if (actions.Count == count && found.Count == 1)
            return found[0];
        error = ChatWriteError.Invalid(ChatBodyRules.ActionSignatures, $"must contain {count} signed events, one of them a {kind}");
        return null;
    }

    /// <summary>Reads a signed key change, which must contain what the request says.</summary>
    /// <param name="body">The body of the request.</param>
    /// <param name="count">How many events there must be, of all kinds.</param>
    /// <param name="error">The error, if the result is null.</param>
    public static SubmittedEvent? ReadKeyChange(ValidatedBody body, int count, out ChatWriteError? error)
    {
        if (Read(body, ChatEventKind.ConversationKeyChangeEvent, count, out error) is not { KeyChange: { } change } action)
            return null;
        var rows = body.Objects(ChatBodyRules.ParticipantKeys)
            .Select(row =>
                (row.Text(ChatBodyRules.UserId), row.Text(ChatBodyRules.PublicKeyVersion), row.Text(ChatBodyRules.EncryptedKey)));
        if (!string.Equals(body.Text(ChatBodyRules.ConversationKeyVersion), change.Version, StringComparison.Ordinal))
            error = ChatWriteError.Invalid(ChatBodyRules.ConversationKeyVersion, "is not the version in the signed event");
        else if (!rows.Order().SequenceEqual(change.ParticipantKeys.Select(row => (row.UserId, row.PublicKeyVersion, row.EncryptedKey)).Order()))
            error = ChatWriteError.Invalid(ChatBodyRules.ParticipantKeys, "are not the keys in the signed event");
        return error is null ? action : null;
    }

    /// <summary>Reads a signed deletion, which must contain what the request says.</summary>
    /// <param name="body">The body of the request.</param>
    /// <param name="error">The error, if the result is null.</param>
    public static SubmittedEvent? ReadDeletion(ValidatedBody body, out ChatWriteError? error)
    {
        if (Read(body, ChatEventKind.MessageDeleteEvent, count: 1, out error) is not { Delete: { } deletion } action)
            return null;
        const int self = 1;
        const int all = 2;
        var expected = string.Equals(body.Text(ChatBodyRules.DeleteAction), ChatBodyRules.DeleteForAll, StringComparison.Ordinal)
            ? all
            : self;
        if (deletion.Action != expected)
            error = ChatWriteError.Invalid(ChatBodyRules.DeleteAction, "is not the action in the signed event");
        else if (!body.Texts(ChatBodyRules.SequenceIds).SequenceEqual(deletion.SequenceIds, StringComparer.Ordinal))
            error = ChatWriteError.Invalid(ChatBodyRules.SequenceIds, "are not the ids in the signed event");
        return error is null ? action : null;
    }
}
