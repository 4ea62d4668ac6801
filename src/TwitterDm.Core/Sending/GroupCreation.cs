using TwitterDm.Chat.Writing;

namespace TwitterDm.Sending;

/// <summary>Creates a group with its first message, once.</summary>
internal sealed class GroupCreation(SendingContext context)
{
    /// <summary>Creates it.</summary>
    /// <exception cref="DmException">A participant does not exist, the upload failed, or the group was not created.</exception>
    public async Task<DmMessage> CreateAsync(DmCheckedConversation group, CancellationToken cancellationToken)
    {
        var isChat = group.FirstMessage.Message.IsChat;
        var participantIds = await FindOthersAsync(group.Participants, isChat, cancellationToken).ConfigureAwait(false);
        MessageValidator.CheckGroupSize(participantIds.Count);
        if (isChat)
            return await CreateChatAsync(group, participantIds, cancellationToken).ConfigureAwait(false);
        var mediaId = await new BatchUploads(context, [group.FirstMessage])
            .GetMediaIdAsync(group.FirstMessage, cancellationToken)
            .ConfigureAwait(false);
        var delivery = new Delivery(null, ConversationId: null, group.FirstMessage.Message.Text, mediaId);
        return await new OneTimeSender(context).CreateGroupAsync(participantIds, delivery, cancellationToken).ConfigureAwait(false);
    }

    // If the message fails, the group exists nevertheless, and the error says so.
    private async Task<DmMessage> CreateChatAsync(
        DmCheckedConversation group,
        IReadOnlyList<string> participantIds,
        CancellationToken cancellationToken)
    {
        var id = await new ChatWriter(context.Chat, context.Client)
            .Starter.CreateGroupAsync(participantIds, group.Name, cancellationToken)
            .ConfigureAwait(false);
        try
        {
            var first = new DmCheckedMessage(group.FirstMessage.Message with { ConversationId = id }, group.FirstMessage.File);
            return await new ChatSender(context).SendAsync(first, recipient: null, row: null, cancellationToken).ConfigureAwait(false);
        }
        catch (DmException exception)
        {
            throw new DmException(exception, $"The group {id} was created, but its first message failed: {exception.Message}")
            {
                Target = id,
            };
        }
    }

    // Different references can mean the same user, or the signed-in one.
    private async Task<IReadOnlyList<string>> FindOthersAsync(
        IReadOnlyList<DmUserReference> participants,
        bool isChat,
        CancellationToken cancellationToken)
    {
        var lookup = new RecipientLookup(context, participants.Select(participant => participant.Username).OfType<string>());
        var ids = new List<string>();
        foreach (var participant in participants)
            ids.Add((await lookup.FindAsync(participant, isChat, cancellationToken).ConfigureAwait(false)).Id);
        return [.. ids.Distinct(StringComparer.Ordinal).Where(id => !string.Equals(id, context.Account.User.Id, StringComparison.Ordinal))];
    }
}
