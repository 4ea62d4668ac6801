using System.Text.Json;

namespace TwitterDm.Archive.Mapping;

/// <summary>What an entry contains that has no property: nothing is dropped.</summary>
internal static class RestOf
{
    private const string NoRecipient = "0";

    /// <summary>The rest of an entry; null if there is none.</summary>
    public static Dictionary<string, JsonElement>? Entry(DueEvent due, bool isMessage)
    {
        var content = due.Entry.Content;
        Dictionary<string, JsonElement>? rest = content.Unknown is { Count: > 0 } unknown ? new(unknown, StringComparer.Ordinal) : null;
        if (due.Entry.Others is { } others)
        {
            foreach (var (name, value) in others)
                Keep(name, value);
        }

        KeepText("id", content.Id, isUsed: due.HasId);
        KeepText(
            "recipientId",
            content.RecipientId,
            content.RecipientId is NoRecipient || due.Conversation.Members.Contains(content.RecipientId, StringComparer.Ordinal));
        KeepText(
            "initiatingUserId",
            content.InitiatingUserId,
            string.Equals(content.InitiatingUserId, due.Entry.UserId, StringComparison.Ordinal));
        KeepText("text", content.Text, isMessage);
        KeepText("name", content.Name, due.Kind == EntryKind.ConversationNameUpdate);
        KeepText("reactionKey", content.ReactionKey, due.Kind == EntryKind.ReactionCreate);
        KeepText("eventId", content.EventId, due.Kind == EntryKind.ReactionCreate);
        KeepTexts("mediaUrls", content.MediaUrls, isMessage);
        KeepTexts("urls", content.Urls?.Select(url => url.Expanded ?? url.Url).OfType<string>(), isMessage);
        KeepTexts("userIds", content.UserIds, due.Kind is EntryKind.ParticipantsJoin or EntryKind.ParticipantsLeave);
        KeepTexts("participantsSnapshot", content.ParticipantsSnapshot, due.Kind == EntryKind.JoinConversation);
        return rest;

        void Keep(string name, JsonElement value) => (rest ??= new(StringComparer.Ordinal))[name] = value;

        void KeepText(string name, string? value, bool isUsed)
        {
            if (!isUsed && value is not null)
                Keep(name, JsonSerializer.SerializeToElement(value, ArchiveJson.Default.String));
        }

        void KeepTexts(string name, IEnumerable<string>? values, bool isUsed)
        {
            if (!isUsed && values?.ToArray() is { Length: > 0 } texts)
                Keep(name, JsonSerializer.SerializeToElement(texts, ArchiveJson.Default.StringArray));
        }
    }
}
