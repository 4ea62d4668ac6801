using System.Globalization;

namespace TwitterDm.Transcripts;

/// <summary>A piece of a description: words of this library, or a name or text that somebody else chose.</summary>
/// <param name="Text">The text.</param>
/// <param name="IsUntrusted">Whether somebody else chose it, so that it has to be escaped and set apart.</param>
internal readonly record struct DescriptionPart(string Text, bool IsUntrusted);

/// <summary>
/// Describes in a sentence what happened, for events that are not messages: a join, a new name, a reaction without its message.
/// </summary>
/// <param name="people">The people of the transcript.</param>
internal sealed class EventDescription(TranscriptPeople people)
{
    private const int MaxPeople = 20;
    private const string ElsewhereMessage = "a message that is not in this transcript";

    /// <summary>The sentence, without a full stop at the end.</summary>
    public IReadOnlyList<DescriptionPart> Of(DmEvent item)
    {
        var sentence = new List<DescriptionPart>();
        if (item.IsReadable || item.EventType is nameof(DmEventType.ParticipantsJoin) or nameof(DmEventType.ParticipantsLeave))
            Describe(sentence, item);
        else
            Add(sentence, item, " did something that could not be read");
        return sentence;
    }

    private void Describe(List<DescriptionPart> sentence, DmEvent item)
    {
        switch (item.EventType)
        {
            case nameof(DmEventType.ParticipantsJoin):
                DescribeJoin(sentence, item);
                break;
            case nameof(DmEventType.ParticipantsLeave):
                DescribeLeave(sentence, item);
                break;
            case nameof(DmEventType.MessageEdit):
                Add(sentence, item, $" edited {ElsewhereMessage}");
                break;
            case nameof(DmEventType.MessageDelete):
                Add(sentence, item, $" deleted {ElsewhereMessage}");
                break;
            case nameof(DmEventType.ReactionAdd):
                Add(sentence, item, " reacted with ", item.Reaction ?? "an unknown reaction", $" to {ElsewhereMessage}");
                break;
            case nameof(DmEventType.ReactionRemove):
                Add(sentence, item, " removed the reaction ", item.Reaction ?? "(unknown)", $" from {ElsewhereMessage}");
                break;
            case nameof(DmEventType.KeyChange):
                Add(sentence, item, " changed the key of the conversation");
                break;
            case nameof(DmEventType.ReadReceipt):
                Add(
                    sentence,
                    item,
                    item.EventTypeName?.Contains("Unread", StringComparison.Ordinal) == true
                        ? " marked the conversation as unread"
                        : " read the conversation");
                break;
            case nameof(DmEventType.ConversationChange):
                DescribeChange(sentence, item);
                break;
            default:
                AddWords(sentence, item, EventWords.OfOther(item.EventTypeName), ": event of the kind ");
                break;
        }
    }

    private void DescribeJoin(List<DescriptionPart> sentence, DmEvent item)
    {
        if (item.SenderId is not { } sender
            || item.ParticipantIds is [var joined] && string.Equals(joined, sender, StringComparison.Ordinal))
        {
            AddPeople(sentence, item);
            sentence.Add(new(" joined", IsUntrusted: false));
            return;
        }

        Add(sentence, item, " added ");
        AddPeople(sentence, item, exceptSender: true);
    }

    // In X Chat, the sender of a leave is whoever removed the others.
    private void DescribeLeave(List<DescriptionPart> sentence, DmEvent item)
    {
        if (item.SenderId is { } sender && !item.ParticipantIds.Contains(sender, StringComparer.Ordinal))
        {
            Add(sentence, item, " removed ");
            AddPeople(sentence, item);
            return;
        }

        AddPeople(sentence, item);
        sentence.Add(new(" left", IsUntrusted: false));
    }

    private void DescribeChange(List<DescriptionPart> sentence, DmEvent item)
    {
        switch (item.EventTypeName)
        {
            case "GroupCreate":
                Add(sentence, item, " created the group");
                AddName(sentence, item, " ");
                // Whoever created the group is one of its members.
                if (item.ParticipantIds.Any(id => !IsSender(item, id)))
                {
                    sentence.Add(new(" with ", IsUntrusted: false));
                    AddPeople(sentence, item, exceptSender: true);
                }

                break;
            case "GroupTitleChange" or "conversationNameUpdate":
                Add(
                    sentence,
                    item,
                    item.ConversationName is { Length: > 0 } ? " changed the name of the group to " : " changed the name of the group");
                AddName(sentence, item, string.Empty);
                break;
            case "GroupAdminAddChange" or "GroupAdminRemoveChange":
                Add(sentence, item, item.EventTypeName is "GroupAdminAddChange" ? " made " : " removed ");
                AddPeople(sentence, item);
                sentence.Add(new((item.EventTypeName is "GroupAdminAddChange", item.ParticipantIds.Count > 1) switch
                {
                    (true, false) => " an admin",
                    (true, true) => " admins",
                    (false, false) => " as an admin",
                    (false, true) => " as admins",
                }, IsUntrusted: false));
                break;
            case "MessageDurationChange":
                Add(
                    sentence,
                    item,
                    EventWords.Lifetime(item) is { } lifetime
                        ? $" set messages to disappear after {lifetime}"
                        : " set messages to disappear after a time");
                break;
            default:
                AddWords(sentence, item, EventWords.OfChange(item.EventTypeName), " changed the conversation: ");
                break;
        }
    }

    // A kind that has no words here is named as X names it.
    private void AddWords(List<DescriptionPart> sentence, DmEvent item, string? words, string otherwise)
    {
        if (words is not null)
            Add(sentence, item, words);
        else
            Add(sentence, item, otherwise, item.EventTypeName ?? "unknown", string.Empty);
    }

    private void Add(List<DescriptionPart> sentence, DmEvent item, string words)
    {
        sentence.Add(new(people.NameOf(item.SenderId, item.Sender), IsUntrusted: true));
        sentence.Add(new(words, IsUntrusted: false));
    }

    private void Add(List<DescriptionPart> sentence, DmEvent item, string before, string untrusted, string after)
    {
        Add(sentence, item, before);
        sentence.Add(new(untrusted, IsUntrusted: true));
        if (after.Length > 0)
            sentence.Add(new(after, IsUntrusted: false));
    }

    private static void AddName(List<DescriptionPart> sentence, DmEvent item, string before)
    {
        if (item.ConversationName is not { Length: > 0 } name)
            return;
        sentence.Add(new(before + "“", IsUntrusted: false));
        sentence.Add(new(name, IsUntrusted: true));
        sentence.Add(new("”", IsUntrusted: false));
    }

    private static bool IsSender(DmEvent item, string id) => string.Equals(id, item.SenderId, StringComparison.Ordinal);

    private void AddPeople(List<DescriptionPart> sentence, DmEvent item, bool exceptSender = false)
    {
        var members = item.ParticipantIds.Select(
            (id, index) => (Id: id, Known: index < item.Participants.Count ? item.Participants[index] : null));
        AddPeople(sentence, [.. members.Where(member => !exceptSender || !IsSender(item, member.Id))]);
    }

    private void AddPeople(List<DescriptionPart> sentence, (string Id, DmUser? Known)[] ids)
    {
        if (ids.Length == 0)
            sentence.Add(new("somebody", IsUntrusted: false));
        for (var index = 0; index < Math.Min(ids.Length, MaxPeople); index++)
        {
            if (index > 0)
                sentence.Add(new(index == ids.Length - 1 ? " and " : ", ", IsUntrusted: false));
            sentence.Add(new(people.NameOf(ids[index].Id, ids[index].Known), IsUntrusted: true));
        }

        if (ids.Length > MaxPeople)
            sentence.Add(new(string.Create(CultureInfo.InvariantCulture, $" and {ids.Length - MaxPeople} more"), IsUntrusted: false));
    }
}
