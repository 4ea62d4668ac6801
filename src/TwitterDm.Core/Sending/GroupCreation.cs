namespace TwitterDm.Sending;

/// <summary>Creates a group with its first message, once.</summary>
internal sealed class GroupCreation(SendingContext context)
{
    /// <summary>Creates it.</summary>
    /// <exception cref="DmException">A participant does not exist, the upload failed, or the group was not created.</exception>
    public async Task<DmMessage> CreateAsync(DmCheckedConversation group, CancellationToken cancellationToken)
    {
        var participantIds = await FindOthersAsync(group.Participants, cancellationToken).ConfigureAwait(false);
        MessageValidator.CheckGroupSize(participantIds.Count);
        var mediaId = await new BatchUploads(context, [group.FirstMessage]).GetMediaIdAsync(group.FirstMessage, cancellationToken).ConfigureAwait(false);
        var delivery = new Delivery(null, ConversationId: null, group.FirstMessage.Message.Text, mediaId);
        return await new OneTimeSender(context).CreateGroupAsync(participantIds, delivery, cancellationToken).ConfigureAwait(false);
    }

    // Different references can mean the same user, or the signed-in one.
    private async Task<IReadOnlyList<string>> FindOthersAsync(IReadOnlyList<DmUserReference> participants, CancellationToken cancellationToken)
    {
        var lookup = new RecipientLookup(context, participants.Select(participant => participant.Username).OfType<string>());
        var ids = new List<string>();
        foreach (var participant in participants)
            ids.Add((await lookup.FindAsync(participant, cancellationToken).ConfigureAwait(false)).Id);
        return [.. ids.Distinct(StringComparer.Ordinal).Where(id => !string.Equals(id, context.Account.User.Id, StringComparison.Ordinal))];
    }
}
