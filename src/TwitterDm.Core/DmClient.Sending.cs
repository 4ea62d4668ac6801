using System.Runtime.CompilerServices;
using TwitterDm.Sending;
using TwitterDm.Sending.Journal;

namespace TwitterDm;

/// <content>Sending messages and creating groups.</content>
public sealed partial class DmClient
{
    /// <summary>Sends one message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Ends the request; a message that is already on its way may still arrive.</param>
    /// <returns>The message as it was sent.</returns>
    /// <exception cref="DmException">
    /// It was not sent; or, with <see cref="DmErrorKind.SendUncertain"/>, its delivery could not be confirmed (see
    /// <see cref="DmException.UncertainMessage"/>).
    /// </exception>
    public async Task<DmMessage> SendMessageAsync(DmOutgoingMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        await foreach (var result in SendMessages([message], options: null, cancellationToken).ConfigureAwait(false))
            return result.Sent ?? throw result.Error!;
        throw new InvalidOperationException("One message has one result.");
    }

    /// <summary>
    /// Sends several messages in order. Names are looked up together, 100 per request, and a file that several messages carry is
    /// uploaded once. Each message succeeds or fails independently; after an error that is not about a single message, the rest are not
    /// attempted.
    /// </summary>
    /// <param name="messages">The messages. All are validated, and their files inspected, before the first one is sent.</param>
    /// <param name="options">How they are sent together.</param>
    /// <param name="cancellationToken">Ends the run; a message that is already on its way may still arrive.</param>
    /// <returns>
    /// One result for each message, as soon as it is known. Enumerating throws only if the journal cannot be used at the start.
    /// </returns>
    public IAsyncEnumerable<DmSendResult> SendMessages(
        IReadOnlyList<DmOutgoingMessage> messages, DmSendOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return SendMessages([.. messages.Select(CheckMessage)], options, cancellationToken);
    }

    /// <summary>Sends several messages that were validated before; otherwise like the other overload.</summary>
    /// <param name="messages">The messages; those that are not valid become results with their error.</param>
    /// <param name="options">How they are sent together.</param>
    /// <param name="cancellationToken">Ends the run; a message that is already on its way may still arrive.</param>
    /// <returns>One result for each message that was not declined, as soon as it is known.</returns>
    public async IAsyncEnumerable<DmSendResult> SendMessages(
        IReadOnlyList<DmCheckedMessage> messages, DmSendOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messages);
        using var journal = options?.JournalPath is { } path ? SendJournal.Open(path, _connection.Account) : null;
        var batch = new MessageBatch(_connection.SendingContext(_client.Value), messages, options?.Declined ?? new HashSet<int>(), journal);
        await foreach (var result in batch.RunAsync(cancellationToken).ConfigureAwait(false))
            yield return result;
    }

    /// <summary>
    /// Reads in a journal which messages earlier runs have sent, without a request. The file is neither changed nor created.
    /// </summary>
    /// <param name="messages">The messages of the whole run, in its order.</param>
    /// <param name="journalPath">The path of the journal, which need not exist yet.</param>
    /// <returns>For each message, whether it was sent.</returns>
    /// <exception cref="DmException"><see cref="DmErrorKind.File"/>: the file cannot be used as the journal of this account.</exception>
    public IReadOnlyList<bool> ReadSent(IReadOnlyList<DmCheckedMessage> messages, string journalPath)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return SendJournal.ReadSent(journalPath, _connection.Account, [.. messages.Select(message => message.Original)]);
    }

    /// <summary>Validates a message and inspects its attachment, without a request.</summary>
    /// <param name="message">The message.</param>
    /// <returns>The message, with its error if it is not valid.</returns>
    public DmCheckedMessage CheckMessage(DmOutgoingMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return MessageValidator.Check(message, _connection.Chat, _connection.Scopes);
    }

    /// <summary>Validates a new group and its first message, without a request.</summary>
    /// <param name="participants">2 to 49 other users.</param>
    /// <param name="firstMessage">The message; it has no recipient of its own. Its source says whether the group is one of X Chat.</param>
    /// <param name="name">X Chat: the name of the group; null for none.</param>
    /// <returns>The group.</returns>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: says what is wrong.</exception>
    public static DmCheckedConversation CheckConversation(
        IReadOnlyList<DmUserReference> participants,
        DmOutgoingMessage firstMessage,
        string? name = null)
    {
        ArgumentNullException.ThrowIfNull(participants);
        ArgumentNullException.ThrowIfNull(firstMessage);
        return MessageValidator.CheckGroup(participants, firstMessage, name);
    }

    /// <summary>Creates a group with its first message.</summary>
    /// <param name="participants">2 to 49 other users.</param>
    /// <param name="firstMessage">The message; it has no recipient of its own.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns>The message as it was sent, with the new conversation's id.</returns>
    /// <exception cref="DmException">
    /// It was not created; or, with <see cref="DmErrorKind.SendUncertain"/>, that could not be confirmed.
    /// </exception>
    public Task<DmMessage> CreateConversationAsync(
        IReadOnlyList<DmUserReference> participants, DmOutgoingMessage firstMessage, CancellationToken cancellationToken = default)
        => CreateConversationAsync(CheckConversation(participants, firstMessage), cancellationToken);

    /// <summary>Creates a group that was validated before.</summary>
    /// <param name="group">The group.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns>The message as it was sent, with the new conversation's id.</returns>
    /// <exception cref="DmException">
    /// It was not created; or, with <see cref="DmErrorKind.SendUncertain"/>, that could not be confirmed.
    /// </exception>
    public Task<DmMessage> CreateConversationAsync(DmCheckedConversation group, CancellationToken cancellationToken)
    {
        ThrowIfCannotCreate(group);
        return new GroupCreation(_connection.SendingContext(_client.Value)).CreateAsync(group, cancellationToken);
    }

    /// <summary>
    /// Throws if the connection lacks what it takes to create a group: for one of X Chat, a chat key that can sign. Makes no request.
    /// </summary>
    /// <param name="group">The group.</param>
    /// <exception cref="DmException">
    /// <see cref="DmErrorKind.ChatKey"/>, or <see cref="DmErrorKind.Permission"/> for a token that can only read.
    /// </exception>
    public void ThrowIfCannotCreate(DmCheckedConversation group)
    {
        ArgumentNullException.ThrowIfNull(group);
        if (group.FirstMessage.Message.IsChat)
            ChatRules.CheckCanSend(_connection.Chat, _connection.Scopes);
    }
}
