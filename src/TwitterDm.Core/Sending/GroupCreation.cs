using TwitterDm.Http;
using TwitterDm.Media;
using TwitterDm.Notices;
using TwitterDm.Usage;

namespace TwitterDm.Sending;

/// <summary>Creates a group with its first message, once.</summary>
internal sealed class GroupCreation(SendingContext context)
{
    /// <summary>The fewest other participants, by X's description of <c>POST /2/dm_conversations</c>.</summary>
    public const int MinOthers = 2;

    /// <summary>The most other participants, by the same.</summary>
    public const int MaxOthers = 49;

    private const string ANewGroup = "a new group";

    /// <summary>Refuses what cannot be a group, before any request.</summary>
    /// <returns>The message, with nothing in it that is empty.</returns>
    public static DmOutgoingMessage Check(IReadOnlyCollection<DmUserReference> participants, DmOutgoingMessage first)
    {
        foreach (var participant in participants)
            participant.Checked();
        CheckCount(participants.Select(participant => participant.Id ?? "@" + participant.Username).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        return first.CheckedContent(ANewGroup);
    }

    /// <summary>Creates it.</summary>
    public async Task<DmMessage> CreateAsync(IReadOnlyList<DmUserReference> participants, DmOutgoingMessage first, CancellationToken cancellationToken)
    {
        var message = Check(participants, first);
        var lookup = new RecipientLookup(context, participants.Select(participant => participant.Username).OfType<string>());
        var ids = new List<string>();
        foreach (var participant in participants)
            ids.Add((await lookup.FindAsync(participant, cancellationToken).ConfigureAwait(false)).Id);
        ids = [.. ids.Distinct(StringComparer.Ordinal).Where(id => !string.Equals(id, context.Account.User.Id, StringComparison.Ordinal))];
        CheckCount(ids.Count);
        var mediaId = message.MediaPath is null
            ? message.MediaId
            : await context.Uploads.GetMediaIdAsync(context.Client, MediaFile.Inspect(message.MediaPath), shared: false, context.Client.Operation, cancellationToken).ConfigureAwait(false);
        var delivery = new Delivery(null, ConversationId: null, message.Text, mediaId);
        return await new OneTimeSender(context).CreateGroupAsync(ids, delivery, cancellationToken).ConfigureAwait(false);
    }

    private static void CheckCount(int others)
    {
        if (others is < MinOthers or > MaxOthers)
        {
            throw DmException.BadInput(
                $"A group has {MinOthers} to {MaxOthers} participants besides you, and not {others}.",
                others < MinOthers ? "Add participants; to one user, use Send-DmMessage." : "Leave some out.");
        }
    }
}
